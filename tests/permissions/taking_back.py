"""Operations end just before their commit, so that a company can be asked for everything and stays as it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from chassis.operations import dispatcher


class TakenBack(BaseException):
    """All of an operation was done but its commit. No Exception, so that nothing on the way can swallow it."""


@contextmanager
def nothing_kept() -> Iterator[None]:
    """That a refusal is put on record goes on as ever."""
    real = dispatcher.unit_of_work

    @contextmanager
    def taken_back(*arguments: Any) -> Iterator[Any]:
        with real(*arguments) as context:
            yield context
            context.finish()
            raise TakenBack

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dispatcher, "unit_of_work", taken_back)
        yield
