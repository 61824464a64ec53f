"""The one root of all errors that people see.

A message is for the clerk and in Chinese: what is wrong, which article says so, what to do next.
"""


class GongkaiError(Exception):
    """Something that a person has to know and can act on.

    ``code`` is stable and machine-readable, ``law`` a citation such as ``OGI 33.2`` (or empty),
    ``message`` the whole Chinese text, ``context`` the values that it speaks of.
    """

    def __init__(self, code: str, message: str, *, law: str = "", **context: object) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.law = law
        self.context = context

    def __str__(self) -> str:
        return self.message
