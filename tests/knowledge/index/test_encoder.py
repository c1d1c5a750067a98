"""The encoder that ships: loads offline, tells near from far, and fails in words."""

import gc
import shutil
import socket
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from knowledge.errors import EncoderUnavailable
from knowledge.index.encoder import Encoder
from knowledge.index.grams import gram_tokenizer
from knowledge.settings import SHIPPED_ENCODER


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the encoder reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load(str(SHIPPED_ENCODER))


def test_loading_leaves_the_garbage_collector_on_and_little_to_go_through(encoder: Encoder) -> None:
    assert encoder.dimension == 256
    assert gc.isenabled()
    assert gc.get_freeze_count() > 100_000


def test_the_library_alone_loads_the_shipped_model() -> None:
    from sentence_transformers import SentenceTransformer

    vectors = SentenceTransformer(str(SHIPPED_ENCODER)).encode(["园区企业", "企业在园区"])
    assert vectors.shape == (2, 256)


@pytest.mark.parametrize(
    ("question", "near", "far"),
    [
        (
            "公司拖欠工资怎么办？",
            "用人单位应当按照劳动合同约定和国家规定，向劳动者及时足额支付劳动报酬。",
            "建设工程应当依法取得规划许可，并按照规划条件进行建设。",
        ),
        (
            "高新技术企业有什么税收优惠？",
            "国家需要重点扶持的高新技术企业，减按百分之十五的税率征收企业所得税。",
            "消防车通行时，其他车辆以及行人应当让行。",
        ),
        (
            "园区怎么招商引资？",
            "开发区应当优化投资环境，引进外资和先进技术，发展新兴产业。",
            "夫妻双方自愿离婚的，应当签订书面离婚协议。",
        ),
    ],
)
def test_what_answers_lies_nearer_than_what_does_not(
    encoder: Encoder, question: str, near: str, far: str
) -> None:
    nearness = encoder.passages([near, far]) @ encoder.question(question)
    assert nearness[0] > nearness[1]


def test_vectors_have_length_one(encoder: Encoder) -> None:
    vectors = encoder.passages(["第一条　为了促进开发区发展，制定本条例。", "5G产业"])
    assert vectors.shape == (2, encoder.dimension)
    assert vectors.dtype == encoder.question("发展").dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)


@pytest.mark.parametrize("text", ["", "  \n", "😀🎉", "？！", "\x00", "龘𠮷"])
def test_a_text_without_a_known_character_is_the_zero_vector(encoder: Encoder, text: str) -> None:
    assert not np.isnan(encoder.passages([text, "园区"])).any()
    assert np.linalg.norm(encoder.question(text)) == pytest.approx(0)


def test_no_passages_make_no_rows(encoder: Encoder) -> None:
    assert encoder.passages([]).shape == (0, encoder.dimension)


def test_many_passages_are_what_each_is_alone(encoder: Encoder) -> None:
    texts = [f"第{number}号 促进产业发展的办法" for number in range(5000)]
    many = encoder.passages(texts)
    np.testing.assert_allclose(
        many[[0, 4095, 4096, 4999]], encoder.passages([texts[0], *texts[4095:4097], texts[4999]]), atol=1e-6
    )


def test_width_and_case_make_no_difference(encoder: Encoder) -> None:
    np.testing.assert_array_equal(encoder.question("ＡＩ产业２０２５"), encoder.question("ai产业2025"))


def test_the_tokenizer_yields_characters_and_overlapping_bigrams() -> None:
    tokenizer = gram_tokenizer(list("开发区园"), ["开发", "发区"])
    assert tokenizer.encode("开发区").tokens == ["开", "开", "开发", "发", "发区", "区", "区"]
    assert tokenizer.encode("园 开区").tokens == ["园", "园", "园", "开", "开", "开", "区", "区", "区"]
    assert tokenizer.encode("龘，😀").tokens == []


def test_every_known_character_is_written_thrice() -> None:
    shipped = Tokenizer.from_file(str(SHIPPED_ENCODER / "tokenizer.json"))
    characters = [gram for gram in shipped.get_vocab() if len(gram) == 1]
    assert len(characters) > 4000
    assert all(shipped.normalizer.normalize_str(one) == f"{one} {one} {one}" for one in characters)


@pytest.mark.parametrize("name", ["/no/such/folder", "BAAI/bge-small-zh-v1.5-nowhere", "两个 词", ""])
def test_a_model_that_is_not_here_is_said_in_chinese(name: str) -> None:
    with pytest.raises(EncoderUnavailable, match="向量模型"):
        Encoder.load(name)


def test_a_folder_that_holds_no_model_is_said_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="加载失败"):
        Encoder.load(str(tmp_path))


def test_the_fingerprint_follows_the_content_not_the_place(encoder: Encoder, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(SHIPPED_ENCODER, copy)
    (copy / "README.md").write_text("another card", "utf-8")
    assert Encoder.load(str(copy)).fingerprint == encoder.fingerprint
    (copy / "tokenizer.json").write_bytes((copy / "tokenizer.json").read_bytes() + b"\n")
    assert Encoder.load(str(copy)).fingerprint != encoder.fingerprint


def test_the_model_stays_small() -> None:
    assert sum(file.stat().st_size for file in SHIPPED_ENCODER.rglob("*")) < 20_000_000


def test_loading_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    Encoder.load(str(SHIPPED_ENCODER)).passages(["园区"])
    assert capfd.readouterr() == ("", "")
