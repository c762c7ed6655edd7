"""A document's words are kept as received, and what prevents reading is told with its place."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefing.display import harmless
from briefing.documents import PACKED, DocumentText, Unreadable, normalise, read_document
from briefing.errors import Place, Problem
from briefing.passages import Document

HERE = Place("digest.yaml", 3, 5)


def document(path: str, encoding: str = "") -> Document:
    return Document(id="wire", path=path, encoding=encoding, place=HERE)


def words(folder: Path, data: bytes, encoding: str = "") -> DocumentText:
    (folder / "wire.txt").write_bytes(data)
    text = read_document(folder, document("wire.txt", encoding))
    assert isinstance(text, DocumentText)
    return text


def trouble(folder: Path, path: str, encoding: str = "") -> Problem:
    unreadable = read_document(folder, document(path, encoding))
    assert isinstance(unreadable, Unreadable)
    assert unreadable.problem.item == "wire"
    return unreadable.problem


def test_words_are_kept_as_received(tmp_path: Path) -> None:
    assert words(tmp_path, "  “Café”,\tsaid he. \n\n".encode()).received == "  “Café”,\tsaid he. \n\n"


def test_a_byte_order_mark_at_the_start_is_no_letter(tmp_path: Path) -> None:
    text = words(tmp_path, b"\xef\xbb\xbfKarro\n")
    assert text.received == "Karro\n"
    assert text.lines.column_at(text.received.index("Karro")) == 1


def test_a_byte_order_mark_further_on_is_kept(tmp_path: Path) -> None:
    assert words(tmp_path, "Kar\ufeffro".encode()).received == "Kar\ufeffro"


def test_line_breaks_become_line_feeds_and_nothing_else_does(tmp_path: Path) -> None:
    assert words(tmp_path, b"one\r\ntwo\nthree\rfour\r\n").received == "one\ntwo\nthree\rfour\n"


@given(st.text(st.sampled_from("a\r\n\ufeff"), max_size=12))
@settings(max_examples=100, deadline=None)
def test_a_text_has_the_same_words_whatever_its_line_breaks(text: str) -> None:
    plain = text.replace("\r", "").replace("\ufeff", "")
    assert normalise("\ufeff" + plain.replace("\n", "\r\n")) == normalise(plain) == plain


def test_the_text_shown_is_harmless_and_as_long(tmp_path: Path) -> None:
    text = words(tmp_path, "a\x1b[2Jb\u202ec\td\n".encode())
    assert text.shown == "a␛[2Jb�c d\n"
    assert len(text.shown) == len(text.received)
    assert text.received[1] == "\x1b"


def test_another_encoding_is_read_if_the_digest_says_so(tmp_path: Path) -> None:
    assert words(tmp_path, "“Café”".encode("cp1252"), "windows-1252").received == "“Café”"
    assert words(tmp_path, "“Café”\r\nnoir".encode("utf-16"), "utf-16").received == "“Café”\nnoir"


def test_an_empty_document_is_a_document(tmp_path: Path) -> None:
    assert words(tmp_path, b"").received == ""


@pytest.mark.parametrize(
    ("data", "line", "column", "byte"),
    [
        (b"\xff", 1, 1, "0xFF"),
        (b"one\ntw\x93o\n", 2, 3, "0x93"),
        (b"one\r\ntw\x93o\r\n", 2, 3, "0x93"),
        ("çé字\n字字".encode() + b"\x80 x", 2, 3, "0x80"),
        (b"\xef\xbb\xbfab\xff", 1, 3, "0xFF"),
        (b"one\n\xe5\xad", 2, 1, "0xE5"),
    ],
)
def test_a_byte_that_cannot_be_read_is_told_with_line_and_column(
    tmp_path: Path, data: bytes, line: int, column: int, byte: str
) -> None:
    (tmp_path / "wire.txt").write_bytes(data)
    problem = trouble(tmp_path, "wire.txt")
    assert problem.code == "undecodable-document"
    assert problem.place == Place("wire.txt", line, column)
    assert byte in problem.message
    assert "encoding" in problem.mend


def test_a_byte_that_cannot_be_read_is_placed_in_the_file_as_the_user_would_type_it(tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_bytes(b"\xff")
    listed = Document(id="wire", path="wire.txt", place=Place("karro/digest.yaml", 3, 5))
    unreadable = read_document(tmp_path, listed)
    assert isinstance(unreadable, Unreadable)
    assert unreadable.problem.place == Place("karro/wire.txt", 1, 1)


def test_an_encoding_that_does_not_exist_is_told(tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text("Karro", encoding="utf-8")
    problem = trouble(tmp_path, "wire.txt", "utf8-ish")
    assert problem.place == HERE
    assert "'utf8-ish'" in problem.message


@pytest.mark.parametrize(
    "encoding", ["hex", "rot13", "base64", "zip", "idna", "punycode", "unicode_escape", "undefined"]
)
def test_an_encoding_that_is_none_of_texts_raises_nothing(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "wire.txt").write_bytes(b"Karro \\x zz\xff")
    read_document(tmp_path, document("wire.txt", encoding))


def test_a_missing_document_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    for name in ("wire-0304.txt", "gazette.md"):
        (tmp_path / name).touch()
    problem = trouble(tmp_path, "wire-0403.txt")
    assert (problem.code, problem.place, problem.key) == ("missing-document", HERE, "path")
    assert "'wire-0403.txt'" in problem.message
    assert "'wire-0304.txt'" in problem.mend


def test_the_nearest_name_is_sought_in_the_folder_of_the_path(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "wire.txt").touch()
    assert "wire.txt" in trouble(tmp_path, "in/wires.txt").mend


def test_a_missing_document_with_nothing_near_is_told(tmp_path: Path) -> None:
    assert trouble(tmp_path, "no/such/wire.txt").code == "missing-document"


@pytest.mark.parametrize("path", ["../secret.txt", "in/../../secret.txt", "{outside}", ""])
def test_a_path_outside_the_folder_is_never_opened(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "dossier"
    (folder / "in").mkdir(parents=True)
    problem = trouble(folder, path.format(outside=tmp_path / "secret.txt"))
    assert (problem.code, problem.place, problem.key) == ("outside-folder", HERE, "path")


def test_a_link_that_leads_outside_is_never_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "wire.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path)
    assert trouble(folder, "wire.txt").code == "outside-folder"
    assert trouble(folder, "up/secret.txt").code == "outside-folder"


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("Karro", encoding="utf-8")
    (tmp_path / "wire.txt").symlink_to(tmp_path / "real.txt")
    text = read_document(tmp_path, document("wire.txt"))
    assert isinstance(text, DocumentText)
    assert text.received == "Karro"


def test_a_dossier_reached_by_a_link_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "real"
    folder.mkdir()
    (folder / "wire.txt").write_text("Karro", encoding="utf-8")
    (tmp_path / "dossier").symlink_to(folder)
    assert isinstance(read_document(tmp_path / "dossier", document("wire.txt")), DocumentText)


def test_a_link_that_leads_in_a_circle_is_told(tmp_path: Path) -> None:
    (tmp_path / "wire.txt").symlink_to(tmp_path / "wire.txt")
    assert trouble(tmp_path, "wire.txt").key == "path"


@pytest.mark.parametrize("path", ["wire", "."])
def test_a_folder_is_no_document(tmp_path: Path, path: str) -> None:
    (tmp_path / "wire").mkdir()
    assert trouble(tmp_path, path).code == "missing-document"


@pytest.mark.parametrize("path", ["wi\x00re.txt", "w" * 300 + ".txt", "\ud800.txt"], ids=["null", "long", "surrogate"])
def test_a_path_that_no_file_can_have_is_told(tmp_path: Path, path: str) -> None:
    assert trouble(tmp_path, path).place == HERE


def test_a_pinned_document_is_read_with_the_fingerprint_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_bytes(b"\xef\xbb\xbfKarro\r\n")
    pinned = read_document(tmp_path, replace(document("wire.txt"), sha256="0"))
    assert isinstance(pinned, DocumentText)
    assert pinned.sha256 == hashlib.sha256(b"\xef\xbb\xbfKarro\r\n").hexdigest()


# Kept small


@pytest.mark.parametrize(
    "words", ["", "a", "Zo\u00eb\u2019s \U0001f409\n\n", "a\x1bb\u202e", "\ud800", "long " * 30_000]
)
def test_what_is_packed_is_the_same_text(words: str) -> None:
    text = DocumentText.of(words, "pin")
    packed = text.packed()
    assert (packed.received, packed.shown) == (text.received, text.shown) == (words, harmless(words))
    assert (packed.lines, packed.sha256) == (text.lines, "pin")
    assert packed.packed() is packed


def test_a_text_that_is_packed_takes_less_unless_opening_it_would_be_felt() -> None:
    words = "The bridge would reopen to freight on Friday. " * 20
    kept = DocumentText.of(words).packed().kept
    assert isinstance(kept, bytes)
    assert len(kept) < len(words) / 2
    long = DocumentText.of("x" * (PACKED + 1))
    assert long.packed() is long
