"""Who may read and review a record that is served to others: names, roles and scrypt hashes in a file beside it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

import msgspec

from dateline.model.errors import NotFoundError, SettingError

Role = Literal["reader", "reviewer"]
ROLES: Final = ("reader", "reviewer")

LONGEST_NAME: Final = 80
SHORTEST_PASSWORD: Final = 10
LONGEST_PASSWORD: Final = 1024

_COST: Final = 2**15
"""Of scrypt: with r=8 one try takes about 0.1 s and 32 MiB."""
_MEMORY: Final = 64 * 2**20
_AT_ONCE: Final = threading.Semaphore(2)
"""Tries that are worked out at one time: else a flood of them would take all memory."""


class Account(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who may come in. salt and hash: hexadecimal; cost: scrypt's n (r is 8, p is 1)."""

    name: str
    role: Role
    salt: str
    hash: str
    cost: int = _COST


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    accounts: tuple[Account, ...]
    format: Literal[1] = 1


def accounts_file(record: Path) -> Path:
    """Where the accounts of a record are: `war.sqlite` has them in `war.sqlite.accounts`."""
    return record.with_name(record.name + ".accounts")


def read_accounts(path: Path) -> dict[str, Account]:
    """The accounts by name; none if there is no file. Raises SettingError for one that is open to others, or broken."""
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise SettingError(
                "others on this machine may read or change it", where=str(path), remedy=f"Give `chmod 600 {path}`."
            )
        found = msgspec.json.decode(path.read_bytes(), type=_File)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingError(f"cannot be read: {error.strerror}", where=str(path), remedy="Check the file.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SettingError(
            f"is no file of accounts: {error}", where=str(path), remedy="Take it away and add the accounts again."
        ) from error
    return {each.name: each for each in found.accounts}


def add_account(path: Path, name: str, role: str, password: str) -> Account:
    """Adds somebody, or gives them another password or role; then they have to log in again.

    Raises SettingError for a name, role or password that cannot be one.
    """
    name = _name(name)
    if role not in ROLES:
        raise SettingError(f"there is no role {role!r}", where="--role", remedy=f"Give one of {', '.join(ROLES)}.")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise SettingError(
            f"the password has {len(password)} characters",
            remedy=f"Give one of {SHORTEST_PASSWORD} to {LONGEST_PASSWORD:,} characters.",
        )
    salt = secrets.token_bytes(16)
    made = Account(name=name, role=role, salt=salt.hex(), hash=_hashed(password, salt, _COST).hex())  # type: ignore[arg-type]
    _write(path, {**read_accounts(path), name: made}.values())
    return made


def remove_account(path: Path, name: str) -> None:
    """Takes somebody's account away; who is logged in by it is out at once. Raises NotFoundError."""
    found = read_accounts(path)
    if found.pop(name, None) is None:
        raise NotFoundError(
            f"nobody named {name!r} has an account", where=str(path), remedy="See `dateline account list`."
        )
    _write(path, found.values())


def admitted(accounts: dict[str, Account], name: str, password: str) -> Account | None:
    """The account, if the password is its own. An unknown name takes as long as a wrong password."""
    found = accounts.get(name)
    salt, cost = (bytes.fromhex(found.salt), found.cost) if found else (b"nobody's account", _COST)
    with _AT_ONCE:
        given = _hashed(password[:LONGEST_PASSWORD], salt, cost)
    wanted = bytes.fromhex(found.hash) if found else bytes(len(given))
    return found if hmac.compare_digest(given, wanted) and found else None


def _hashed(password: str, salt: bytes, cost: int) -> bytes:
    # surrogatepass: what a terminal or JSON lets through may not be encodable otherwise
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"), salt=salt, n=cost, r=8, p=1, maxmem=_MEMORY, dklen=32
    )


def _name(given: str) -> str:
    name = " ".join(given.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable() or name.startswith("rules/"):
        raise SettingError(
            f"{given[:LONGEST_NAME]!r} is no name for an account",
            remedy=f"Give up to {LONGEST_NAME} printable characters.",
        )
    return name


def _write(path: Path, accounts: Iterable[Account]) -> None:
    """Puts the file in its place whole, or leaves the former; nobody else can read it at any moment."""
    body = msgspec.json.format(msgspec.json.encode(_File(accounts=tuple(sorted(accounts, key=lambda a: a.name)))))
    new = path.with_name(f"{path.name}-{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(body + b"\n")
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise SettingError(
            f"cannot be written: {error.strerror}", where=str(path), remedy="Make room, or ask for the permission."
        ) from error
