"""What editors do to the record: one function per act, each of them a change-set.

Nothing else writes to stories that exist, and the public site cannot import from here.
"""


class NotPossible(Exception):
    """An act that cannot be done as asked. The messages say why, for the editor."""

    def __init__(self, *messages: str) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages
