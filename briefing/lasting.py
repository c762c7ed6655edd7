"""Results that are kept as long as what they were made of.

Owns `lasting`. A cache that counts its entries keeps old dossiers, which are large, until enough new ones have come;
one that holds them weakly lets go of a dossier with its last reader. Refuses what would hold on to it all the same:
a result, or another argument, must not lead back to the first one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

First = TypeVar("First")
Others = ParamSpec("Others")
Result = TypeVar("Result")

MOST = 32
"""Results that are kept for one first argument; beyond that, all are made anew as they are asked for."""


def lasting(function: Callable[Concatenate[First, Others], Result]) -> Callable[Concatenate[First, Others], Result]:
    """Keep the results of a pure function with its first argument, which must take weak references."""
    kept: WeakKeyDictionary[First, dict[Any, Result]] = WeakKeyDictionary()

    @wraps(function)
    def get(first: First, /, *args: Others.args, **kwargs: Others.kwargs) -> Result:
        results = kept.setdefault(first, {})
        asked = (args, tuple(kwargs.items()))
        if asked not in results:
            if len(results) >= MOST:
                results.clear()
            results[asked] = function(first, *args, **kwargs)
        return results[asked]

    return get
