"""IngestError: why a file or a row cannot be taken in, each one sentence for the person at the door."""


class IngestError(Exception):
    """Base of this package's errors; str() is one Indonesian sentence: what, where, what to do."""


class FileRefused(IngestError):
    """The whole file stays outside; `code` is one of ingest.refusals.REFUSALS."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


class ReaderFailed(IngestError):
    """Our reader, not the file, is at fault (disk full, reader cannot start): try again later."""
