"""Frozen, slotted value classes: `dataclass(frozen=True, slots=True)` at a tenth of the time that each costs at import.

A dataclass compiles seven methods when it is made and then makes its class once more, half a millisecond a class; a
program start with eighty of them waits 40 ms for methods that it mostly never calls. Here `__init__`, `__eq__` and
`__hash__` are compiled when one is first called; the others are the same functions for all. `dataclasses.fields`,
`replace`, `asdict` and `is_dataclass` take these classes for what they stand for.

The modules of such classes need `from __future__ import annotations`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar, cast, dataclass_transform

T = TypeVar("T")
#: The default of a field that has none.
MISSING: Final[Any] = type("MISSING", (), {"__repr__": lambda _: "MISSING"})()


class Field(NamedTuple):
    """A field: its name, its annotation as it was written, and its default or MISSING, or what makes a default."""

    name: str
    type: str
    default: Any
    make: Callable[[], Any] | None
    kw_only: bool


class _MadeBy(NamedTuple):
    make: Callable[[], Any]


_FIELDS: Final[dict[type, dict[str, Field]]] = {}


def made_by(*, default_factory: Callable[[], T]) -> Any:
    """Say in place of a default what makes one for each value."""
    return _MadeBy(default_factory)


@dataclass_transform(frozen_default=True, field_specifiers=(made_by,))
def frozen(*, kw_only: bool = False, eq: bool = True, keeps: bool = False) -> Callable[[type[T]], type[T]]:
    """Make a value class of a class with annotations.

    `eq=False` leaves comparing and hashing to identity; `keeps` lets its values keep cached properties.
    """

    def make(cls: type[T]) -> type[T]:
        namespace = dict(cls.__dict__)
        fields: dict[str, Field] = {}
        for base in reversed(cls.__mro__):
            fields.update(_FIELDS.get(base, {}))
        own = []
        for name, annotation in namespace.get("__annotations__", {}).items():
            if not annotation.startswith("ClassVar"):
                default, factory = namespace.pop(name, MISSING), None
                if isinstance(default, _MadeBy):
                    default, factory = MISSING, default.make
                if name not in fields:
                    own.append(name)
                fields[name] = Field(name, annotation, default, factory, kw_only)
        for each in ("__dict__", "__weakref__"):
            namespace.pop(each, None)
        namespace["__slots__"] = (*own, "__dict__") if keeps else tuple(own)
        namespace.setdefault("__match_args__", tuple(f.name for f in fields.values() if not f.kw_only))
        for name, method in (_SHARED | _COMPARED if eq else _SHARED).items():
            namespace.setdefault(name, method)
        made: Any = type(cls.__name__, cls.__bases__, namespace)
        made.__qualname__ = cls.__qualname__
        _FIELDS[made] = fields
        return cast(type[T], made)

    return make


def fields_of(cls: type[Any]) -> tuple[Field, ...]:
    """The fields of a value class, inherited ones first; TypeError when it is none."""
    return tuple(_fields(cls).values())


def is_frozen(cls: object) -> bool:
    """Whether something is a value class."""
    return isinstance(cls, type) and any(each in _FIELDS for each in cls.__mro__)


def replace(value: T, /, **changes: Any) -> T:
    """The value with other values in some fields; TypeError when a field is unknown."""
    for name in _fields(value.__class__):
        if name not in changes:
            changes[name] = getattr(value, name)
    made: T = value.__class__(**changes)
    return made


def _fields(cls: type[Any]) -> dict[str, Field]:
    for each in cls.__mro__:
        if each in _FIELDS:
            return _FIELDS[each]
    raise TypeError(f"{cls.__name__} is no value class")


# -- what is compiled at first use -----------------------------------------------------------------


def _first_init(self: Any, *values: Any, **named: Any) -> None:
    _compiled(self.__class__, "__init__")(self, *values, **named)


def _first_eq(self: Any, other: object) -> Any:
    return _compiled(self.__class__, "__eq__")(self, other)


def _first_hash(self: Any) -> Any:
    return _compiled(self.__class__, "__hash__")(self)


def _compiled(cls: type[Any], method: str) -> Callable[..., Any]:
    """Compile one method and put it in its class in place of the one above."""
    owner = next(each for each in cls.__mro__ if each in _FIELDS)
    fields = _FIELDS[owner].values()
    known: dict[str, Any] = {"MISSING": MISSING}
    if method == "__init__":
        lines: list[str] = []
        arguments: list[str] = []
        named: list[str] = []
        for name, _type, default, make, kw_only in fields:
            known[f"_set_{name}"] = getattr(owner, name).__set__
            known[f"_default_{name}"], known[f"_make_{name}"] = default, make
            optional = make is not None or default is not MISSING
            (named if kw_only else arguments).append(f"{name}=_default_{name}" if optional else name)
            value = f"_make_{name}() if {name} is MISSING else {name}" if make is not None else name
            lines.append(f"    _set_{name}(self, {value})")
        head = ", ".join(["self", *arguments, *(["*", *named] if named else [])])
        source = "\n".join([f"def __init__({head}):", *lines, "    return None"])
    else:
        mine = "".join(f"self.{f.name}," for f in fields)
        source = f"def __hash__(self):\n    return hash(({mine}))"
        if method == "__eq__":
            source = (
                "def __eq__(self, other):\n    if other.__class__ is self.__class__:\n"
                f"        return ({mine}) == ({mine.replace('self.', 'other.')})\n    return NotImplemented"
            )
    exec(source, known)
    function: Callable[..., Any] = known[method]
    function.__qualname__ = f"{owner.__qualname__}.{method}"
    setattr(owner, method, function)
    return function


# -- what is the same for all --------------------------------------------------------------------------


def _refuse(self: object, name: str, *_value: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot change field {name!r}")


def _repr(self: object) -> str:
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in _fields(self.__class__))
    return f"{self.__class__.__qualname__}({values})"


def _get_state(self: object) -> list[Any]:
    return [getattr(self, name) for name in _fields(self.__class__)]


def _set_state(self: object, state: list[Any]) -> None:
    for name, value in zip(_fields(self.__class__), state, strict=True):
        object.__setattr__(self, name, value)


class _AsDataclass:
    """The fields in the form in which the standard library's functions look for them."""

    def __init__(self) -> None:
        self._known: dict[type, dict[str, Any]] = {}

    def __get__(self, _value: object, owner: type[Any]) -> dict[str, Any]:
        found = self._known.get(owner)
        if found is None:
            found = self._known[owner] = self._made(owner)
        return found

    @staticmethod
    def _made(owner: type[Any]) -> dict[str, Any]:
        import dataclasses

        rows: list[tuple[str, Any, Any]] = []
        for name, annotation, default, make, kw_only in fields_of(owner):
            if make is not None:
                field = dataclasses.field(default_factory=make, kw_only=kw_only)
            elif default is not MISSING:
                field = dataclasses.field(default=default, kw_only=kw_only)
            else:
                field = dataclasses.field(kw_only=kw_only)
            rows.append((name, annotation, field))
        twin = dataclasses.make_dataclass(owner.__name__, rows, init=False, repr=False, eq=False)
        return {field.name: field for field in dataclasses.fields(twin)}


_SHARED: Final[dict[str, Any]] = {
    "__init__": _first_init,
    "__repr__": _repr,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__getstate__": _get_state,
    "__setstate__": _set_state,
    "__dataclass_fields__": _AsDataclass(),
}
_COMPARED: Final[dict[str, Any]] = {"__eq__": _first_eq, "__hash__": _first_hash}
