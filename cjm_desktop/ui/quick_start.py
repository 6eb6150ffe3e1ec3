"""Qt for Python without the third of its start that only explains wrong calls.

Importing PySide6 runs shiboken's "signature" package: some 3,600 lines of Python, compiled anew at every start, that
word the TypeError of a call with wrong arguments, make `__doc__`, and look for "from __feature__" in every module
imported from then on. Here that package is loaded when something first asks for it.

How: libshiboken runs its embedded script in a module "signature_bootstrap" and calls the `bootstrap` found there, which
gives the package's loader; it fetches its functions from that loader by name. A module of ours stands ready under that
name, whose `bootstrap` gives a loader that calls the script's own when one of those functions is first called.

When anything is not as it was seen in the versions tested, the script's own `bootstrap` runs as if we were not there.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from importlib import util
from types import ModuleType
from typing import Any, Final

_BOOTSTRAP: Final = "signature_bootstrap"
#: libshiboken takes this module straight from sys.modules to evaluate the name of a function that was called wrongly.
_MAPPING: Final = "shibokensupport.signature.mapping"
#: The versions that were looked at and tested, from the first to before the last.
_TESTED: Final = ((6, 11), (6, 13))
#: What those versions fetch from the loader and call only for messages, help and `__feature__`.
_LATER: Final = frozenset(
    (
        "pyside_type_init",
        "create_signature",
        "seterror_argument",
        "make_helptext",
        "feature_import",
        "feature_imported",
    )
)


#: Modules of the standard library that PySide6 and some of ours import without needing them until later.
_AT_FIRST_USE: Final = (
    "base64",
    "datetime",
    "hashlib",
    "inspect",
    "logging",
    "tempfile",
    "textwrap",
    "traceback",
    "zipfile",
)
#: What uharfbuzz asks of "inspect" as it is imported, and nothing else: the same in all versions of Python.
_CODE_FLAGS: Final = {
    "CO_OPTIMIZED": 1,
    "CO_NEWLOCALS": 2,
    "CO_VARARGS": 4,
    "CO_VARKEYWORDS": 8,
    "CO_GENERATOR": 32,
    "CO_COROUTINE": 128,
    "CO_ASYNC_GENERATOR": 512,
}


def prepare() -> None:
    """Let the import of PySide6 that follows be quick; no effect when it is imported already.

    The search for garbage rests too: nearly all that is made until the first window stands stays. It goes on in
    app._settle.
    """
    if not {"PySide6", "shiboken6", _BOOTSTRAP} & sys.modules.keys():
        gc.disable()
        sys.modules[_BOOTSTRAP] = _Script(_BOOTSTRAP)
        for name in _AT_FIRST_USE:
            _defer(name)
        inspect = sys.modules["inspect"]
        if type(inspect) is _Later:
            inspect.__dict__.update(_CODE_FLAGS)


def _defer(name: str) -> None:
    """Put a module in place that runs when it is first asked for a name that it lacks yet.

    Not importlib's LazyLoader: its modules run as soon as someone else imports them too.
    """
    spec = util.find_spec(name) if name not in sys.modules else None
    if spec is not None and spec.loader is not None:
        module = util.module_from_spec(spec)
        if type(module) is ModuleType:
            module.__class__ = _Later
            sys.modules[name] = module


class _Later(ModuleType):
    """A module that was found, but did not run yet."""

    def __getattr__(self, name: str) -> Any:
        self.__class__ = ModuleType  # type: ignore[assignment]
        spec = self.__spec__
        assert spec is not None
        assert spec.loader is not None
        spec.loader.exec_module(self)
        return getattr(self, name)


class _Script(ModuleType):
    """The module in which libshiboken runs its script; a property comes before what the script defines."""

    @property
    def bootstrap(self) -> Callable[[], Any]:
        real: Callable[[], Any] = self.__dict__["bootstrap"]
        version = getattr(sys.modules.get("shiboken6"), "__version_info__", ())[:2]
        if not _TESTED[0] <= version < _TESTED[1]:
            return real
        return lambda: _Loader(real)


class _Loader:
    """Stands for the package's loader until one of its functions is called; what it does not know it loads at once."""

    def __init__(self, bootstrap: Callable[[], Any]) -> None:
        self._bootstrap = bootstrap
        self._real: Any = None
        self._mapping = sys.modules[_MAPPING] = ModuleType(_MAPPING)
        self._mapping.__dict__["update_mapping"] = self._update_mapping

    def _load(self) -> Any:
        """The real loader, with a map of names that is used by whoever took ours before."""
        if self._real is None:
            self._real = self._bootstrap()
        return self._real

    def __getattr__(self, name: str) -> Any:
        if name in _LATER:
            return lambda *arguments, **named: getattr(self._load(), name)(*arguments, **named)
        return getattr(self._load(), name)

    def post_init(self) -> None:
        """Leave builtins.__import__ alone: the package would put its search for `__feature__` there."""

    def finish_import(self, module: ModuleType) -> None:
        """Mend a Qt module that was just imported, when this version of Qt has anything to mend in it."""
        name = module.__name__
        if name.startswith("PySide6."):
            from PySide6.support import deprecated

            if hasattr(deprecated, f"fix_for_{name.split('.')[1]}"):
                self._load().finish_import(module)

    def _update_mapping(self) -> None:
        """Fill our map of names with what the real one knows now; libshiboken calls this before it reads the map."""
        self._load()
        real = sys.modules[_MAPPING]
        real.update_mapping()
        self._mapping.__dict__.update(
            (name, value) for name, value in vars(real).items() if name != "update_mapping"
        )
