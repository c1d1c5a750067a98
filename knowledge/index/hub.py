"""Fetching a model from a hub: the one place that reaches one, and only when a person asks for it."""

from pathlib import Path

from knowledge.errors import EncoderUnavailable
from knowledge.index.encoder import OF_EVERY_MODEL
from knowledge.texts import (
    HUB_OFFLINE,
    hub_disk,
    hub_no_encoder,
    hub_not_for_all,
    hub_refused,
    hub_unknown_model,
    hub_unreachable,
)

NOT_FOR_US = [
    "onnx/*",
    "openvino/*",
    "*.onnx",
    "*.h5",
    "*.msgpack",
    "*.ot",
    "*.gguf",
    "*.tflite",
    "*.mlmodel",
]
PICKLED = ["*.bin", "*.pt", "*.pth"]  # the same weights again, where there are safe ones
TIMEOUT = 15.0


def pull(name: str) -> Path:
    """Fetch a model into the hub's ordinary cache (HF_HOME), from HF_ENDPOINT where that is set; its folder.

    What is there already isn't fetched again, and what was cut off goes on. Raises EncoderUnavailable.
    """
    import httpx2  # what huggingface_hub asks with
    from huggingface_hub import HfApi, errors, snapshot_download
    from huggingface_hub.utils.logging import set_verbosity_error

    set_verbosity_error()  # type: ignore[no-untyped-call]  # what went wrong is said once, below
    hub = HfApi()
    try:
        files = [one.rfilename for one in hub.model_info(name, timeout=TIMEOUT).siblings or []]
        if not set(OF_EVERY_MODEL) & set(files):
            raise EncoderUnavailable(hub_no_encoder(name))
        is_safe = any(file.endswith(".safetensors") for file in files)
        return Path(snapshot_download(name, ignore_patterns=NOT_FOR_US + PICKLED * is_safe))
    except errors.OfflineModeIsEnabled as fault:
        raise EncoderUnavailable(HUB_OFFLINE) from fault
    except errors.GatedRepoError as fault:
        raise EncoderUnavailable(hub_not_for_all(name)) from fault
    except (errors.RepositoryNotFoundError, errors.HFValidationError) as fault:
        raise EncoderUnavailable(hub_unknown_model(name, hub.endpoint)) from fault
    except errors.HfHubHTTPError as fault:
        raise EncoderUnavailable(hub_refused(hub.endpoint, fault.response.status_code)) from fault
    except (httpx2.HTTPError, errors.LocalEntryNotFoundError, ConnectionError, TimeoutError) as fault:
        raise EncoderUnavailable(hub_unreachable(hub.endpoint)) from fault
    except OSError as fault:
        raise EncoderUnavailable(hub_disk(fault.strerror or str(fault))) from fault
