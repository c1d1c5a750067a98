"""The lexical index: tantivy over character bigrams, characters and words, BM25."""

import json
import math
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import tantivy

from knowledge.changes import Entry, Kind
from knowledge.errors import HomeUnavailable
from knowledge.index import tokens
from knowledge.index.contract import Match, Sees, entry_key
from knowledge.index.vocabulary import Vocabulary
from knowledge.texts import index_damaged

VERSION = 3
ALSO = 0.5  # what a term of another wording counts
WRITER_HEAP_BYTES = 128_000_000
SHORT = frozenset((Kind.PASSAGE, Kind.PROJECT))
Field = tuple[Callable[[str], list[str]], float]  # how its text is cut, and its weight in a question's score
GRAMS: Mapping[str, Field] = {"grams": (tokens.bigrams, 1.0)}
FIELDS: Mapping[str, Field] = {**GRAMS, "words": (tokens.words, 0.35), "signs": (tokens.characters, 0.45)}


class LexicalIndex:
    """One tantivy folder and the cursor of the changes that it has taken in."""

    def __init__(
        self,
        folder: Path,
        kinds: frozenset[Kind] = SHORT,
        fields: Mapping[str, Field] = FIELDS,
        at_once: int = 5_000,
    ) -> None:
        """Kinds of very different lengths are kept apart: BM25 weighs a text's length against the mean."""
        self.folder = folder
        self.kinds = kinds
        self.at_once = at_once
        self.fields = fields
        self._vocabulary: tuple[int, Vocabulary] | None = None
        self._schema = _schema(fields)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if self._state().get("version", VERSION) != VERSION:
                self._wipe()
            self._index = self._open()
        except (OSError, ValueError) as error:
            raise HomeUnavailable(index_damaged(str(folder))) from error

    @property
    def cursor(self) -> int:
        """The last change taken in."""
        return int(self._state().get("cursor", 0))

    def apply(self, upserts: Sequence[Entry], removed: Sequence[tuple[Kind, str]], cursor: int) -> None:
        """Take in entries, remove others, and remember how far that was; doing it twice changes nothing."""
        writer = self._index.writer(WRITER_HEAP_BYTES, 1)
        for kind, key in [*removed, *((entry.kind, entry.key) for entry in upserts)]:
            writer.delete_documents_by_term("key", entry_key(kind, key))
        for entry in upserts:
            writer.add_document(self._document(entry))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._remember(cursor)

    def search(self, text: str, kind: Kind, sees: Sees, limit: int, also: Sequence[str] = ()) -> list[Match]:
        """The best matches for `text` among one kind for the audiences seen; scores are BM25 sums.

        `also` are other wordings of it, whose own terms count less.
        """
        searcher = self._index.searcher()
        every = {partition for partition, _ in searcher.terms_with_prefix("partition", "")}
        of_kind = _partition(kind, "")
        seen = {one for one in every if one.startswith(of_kind) and sees(one.removeprefix(of_kind))}
        if not seen or limit < 1:
            return []
        query = self._query(text, also, every - seen)
        hits = searcher.search(query, limit, count=False).hits
        return [Match(_key(searcher, address), float(score)) for score, address in hits]

    def rarity(self, word: str) -> float:
        """How rare a word is here (BM25's idf): about 0 for one in every entry, infinite for one in none."""
        return self._idf("words", word) if self._index.searcher().doc_freq("words", word) else math.inf

    def rarities(self, grams: Iterable[str]) -> dict[str, float]:
        """How rare each character bigram is here (BM25's idf); finite for one that no entry holds, too."""
        return {gram: self._idf("grams", gram) for gram in grams}

    def _idf(self, field: str, term: str) -> float:
        searcher = self._index.searcher()
        entries, holding = searcher.num_docs, searcher.doc_freq(field, term)
        return math.log(1 + (entries - holding + 0.5) / (holding + 0.5))

    def holds(self, gram: str) -> bool:
        """Whether any entry holds a bigram or a word of letters."""
        return bool(self._index.searcher().doc_freq("grams", gram))

    def vocabulary(self) -> Vocabulary:
        """All words that entries hold; made when it is first needed after a change."""
        cursor = self.cursor
        if self._vocabulary is None or self._vocabulary[0] != cursor:
            words = dict(self._index.searcher().terms_with_prefix("words", ""))
            self._vocabulary = cursor, Vocabulary(words)
        return self._vocabulary[1]

    def refresh(self) -> None:
        """See what another process has committed; one that it is making anew is seen once it is there."""
        with suppress(ValueError):
            self._index.reload()

    def reset(self) -> None:
        """Empty the index; the next drain fills it again."""
        self._wipe()
        self._index = self._open()

    def __len__(self) -> int:
        return int(self._index.searcher().num_docs)

    @property
    def _cursor_file(self) -> Path:
        return self.folder / "cursor.json"

    def _state(self) -> dict[str, int]:
        try:
            state: dict[str, int] = json.loads(self._cursor_file.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        return state

    def _remember(self, cursor: int) -> None:
        """In one step, so that neither a reader nor a crash ever meets half a file."""
        new = self._cursor_file.with_suffix(".new")
        new.write_text(json.dumps({"version": VERSION, "cursor": cursor}), "utf-8")
        new.replace(self._cursor_file)

    def _wipe(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)  # who opens it meanwhile makes it, too

    def _open(self) -> tantivy.Index:
        index = tantivy.Index(self._schema, path=str(self.folder))
        spaced = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer("spaced", spaced)
        return index

    def _document(self, entry: Entry) -> tantivy.Document:
        text = f"{entry.title}\n{entry.text}"
        return tantivy.Document(
            key=[entry_key(entry.kind, entry.key)],
            partition=[_partition(entry.kind, entry.audience)],
            **{field: [" ".join(cut(text))] for field, (cut, _) in self.fields.items()},
        )

    def _query(self, text: str, also: Sequence[str], hidden: Iterable[str]) -> tantivy.Query:
        """Any of the terms, outside the hidden partitions: with nothing hidden, and so with nothing that must
        hold, tantivy passes over most of what can't be among the best.
        """
        asked = [
            (tantivy.Occur.Should, self._term(field, term, weight * share))
            for field, (cut, weight) in self.fields.items()
            for term, share in _terms(cut, text, also).items()
        ]
        without = [(tantivy.Occur.MustNot, self._in(partition)) for partition in hidden]
        return tantivy.Query.boolean_query([*asked, *without])

    def _in(self, partition: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, "partition", partition, "basic")

    def _term(self, field: str, term: str, weight: float) -> tantivy.Query:
        return tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, term, "freq"), weight)


def _terms(cut: Callable[[str], list[str]], text: str, also: Sequence[str]) -> dict[str, float]:
    """The terms of a text in full, and those that only its other wordings have at a share."""
    others = {term: ALSO for other in also for term in cut(other)}
    return others | dict.fromkeys(cut(text), 1.0)


def _schema(fields: Iterable[str]) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("partition", tokenizer_name="raw", index_option="basic")
    for field in fields:
        builder.add_text_field(field, tokenizer_name="spaced", index_option="freq")
    return builder.build()


def _partition(kind: Kind, audience: str) -> str:
    return f"{kind.value}/{audience}"


def _key(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> str:
    stored = str(searcher.doc(address)["key"][0])
    return stored.partition(":")[2]
