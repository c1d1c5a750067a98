"""Characters and overlapping bigrams, as a tokenizer that any library can load from its file.

`tokenizers` splits a text but never overlaps its pieces. So the normaliser writes each known character
three times, spaced, 园 → "园 园 园": neighbours then read "…园 园 园区 区 区…", and a split at white space
yields every character and every bigram. The rewriting is a SentencePiece character map, one pass through a
trie. A bigram that the vocabulary lacks falls back to its two characters; an unknown character is dropped.
"""

import struct
from collections.abc import Mapping, Sequence
from itertools import count

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

END = 0  # the label of a key's value, as no key holds a zero byte
BLOCK = 256  # a child lies at its parent's base XOR its label, so within one block of 256 units

Trie = dict[int, "Trie | int"]


def gram_tokenizer(characters: Sequence[str], bigrams: Sequence[str]) -> Tokenizer:
    """A tokenizer of one token id per character and bigram, in the order given."""
    vocabulary = {gram: number for number, gram in enumerate([*characters, *bigrams])}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[], ignore_merges=True))
    triple = character_map({character: " ".join(character * 3) for character in characters})
    tokenizer.normalizer = normalizers.Sequence([*plain_text(), normalizers.Precompiled(triple)])
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer


def plain_text() -> list[normalizers.Normalizer]:
    """Full-width forms folded, lower case, and only letters and digits kept, apart by single spaces."""
    return [
        normalizers.NFKC(),
        normalizers.Lowercase(),
        normalizers.Replace(Regex(r"[^\p{L}\p{N}]+"), " "),
    ]


def grams_of(text: str) -> tuple[set[str], set[str]]:
    """The distinct characters and bigrams of one text, as the tokenizer will see them."""
    words = normalizers.Sequence(plain_text()).normalize_str(text).split()
    bigrams = {word[at : at + 2] for word in words for at in range(len(word) - 1)}
    return {character for word in words for character in word}, bigrams


def character_map(replacements: Mapping[str, str]) -> bytes:
    """SentencePiece's `precompiled_charsmap`: a trie's size, the trie, the zero-ended replacements."""
    offsets: dict[str, int] = {}
    texts = bytearray()
    for character, replacement in replacements.items():
        offsets[character] = len(texts)
        texts += replacement.encode() + b"\0"
    trie = double_array(offsets)
    return struct.pack("<I", len(trie)) + trie + bytes(texts)


def double_array(values: Mapping[str, int]) -> bytes:
    """Keys' UTF-8 bytes → values as a Darts double array, little-endian 32-bit units."""
    units: dict[int, int] = {0: 0}
    waiting: list[tuple[int, Trie]] = [(0, _tree(values))]
    lowest = 1
    for at, children in waiting:
        lowest = next(place for place in count(lowest) if place not in units)
        base = _free_base(children, units, lowest)
        units[at] |= (base ^ at) << 10 | (END in children) << 8
        for label, child in children.items():
            units[base ^ label] = 1 << 31 | child if isinstance(child, int) else label
            if not isinstance(child, int):
                waiting.append((base ^ label, child))
    size = (max(units) // BLOCK + 1) * BLOCK
    return struct.pack(f"<{size}I", *(units.get(place, 0) for place in range(size)))


def _tree(values: Mapping[str, int]) -> Trie:
    root: Trie = {}
    for key, value in values.items():
        node = root
        for byte in key.encode():
            child = node.setdefault(byte, {})
            assert isinstance(child, dict)
            node = child
        node[END] = value
    return root


def _free_base(children: Trie, units: Mapping[int, int], lowest: int) -> int:
    """The first base, from the lowest free unit on, at which no child's unit is taken."""
    first = min(children)
    bases = (place ^ first for place in count(lowest) if place not in units)
    return next(base for base in bases if all(base ^ label not in units for label in children))
