"""One tree of errors; each carries what a person is told, in Chinese."""


class WuhaoError(Exception):
    """A fault that a person can act on; `str(error)` is shown to them."""


class HomeUnavailable(WuhaoError):
    """The home folder can't be created, read or written, or its data is damaged."""


class DatabaseUnavailable(WuhaoError):
    """The database can't be reached, or is not of this version."""


class IndexBusy(WuhaoError):
    """Another process is the writer of this home's indexes."""


class EncoderUnavailable(WuhaoError):
    """The encoder can't be loaded, or the index was made with another one."""


class BadInput(WuhaoError):
    """What a person or a file handed in can't be used as it is."""


class UnreadableFile(BadInput):
    """A file that no reader can read; the message is the reason, without the path."""
