"""Actors are found by name: letter for letter, at word borders, the longest form first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.digest import Actor
from briefing.names import Names


def actor(id_: str, name: str, *aliases: str) -> Actor:
    return Actor(id=id_, name=name, aliases=aliases)


def found(text: str, *actors: Actor) -> list[tuple[str, tuple[str, ...]]]:
    """Return the words of every mention with the actors meant."""
    return [(span.of(text), ids) for span, ids in Names(actors).mentions(text)]


def words(text: str, *forms: str) -> list[str]:
    """Return the words of every mention of one actor."""
    return [mention for mention, _ in found(text, actor("a", *forms))]


def test_name_and_aliases_are_found_in_order() -> None:
    text = "Venn spoke. Orla Venn, or Ms Venn, is minister."
    assert words(text, "Orla Venn", "Ms Venn", "Venn") == ["Venn", "Orla Venn", "Ms Venn"]


@pytest.mark.parametrize("forms", [("Bank", "Bank of Karro"), ("Bank of Karro", "Bank")])
def test_the_longest_form_wins(forms: tuple[str, ...]) -> None:
    assert words("the Bank of Karro and the Bank", *forms) == ["Bank of Karro", "Bank"]


def test_the_longest_form_wins_across_actors() -> None:
    text = "The Karro Council met in Karro."
    assert found(text, actor("town", "Karro"), actor("council", "Karro Council")) == [
        ("Karro Council", ("council",)), ("Karro", ("town",)),
    ]  # fmt: skip


def test_a_longer_form_that_does_not_fit_leaves_the_shorter_one() -> None:
    assert words("Karro Councils of Karro", "Karro Council", "Karro") == ["Karro", "Karro"]


def test_case_counts() -> None:
    assert words("US troops told us; the Us of it", "US") == ["US"]


@pytest.mark.parametrize("text", ["Venning", "xVenn", "Venn2", "_Venn", "Venn_x", "éVenn", "字Venn"])
def test_part_of_a_word_is_no_mention(text: str) -> None:
    assert words(text, "Venn") == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("大桥关闭。部长说：", "部长"),
        ("昨天王小明来了", "王小明"),
        ("東京のカロ橋が", "カロ橋"),
        ("สะพานคาร์โรปิด", "คาร์โร"),
    ],
)
def test_scripts_without_borders_between_words_need_none(text: str, form: str) -> None:
    assert words(text, form) == [form]


def test_one_letter_of_such_a_script_is_found_where_it_stands_alone() -> None:
    assert words("国王来了。王：是", "王") == ["王"]


def test_a_name_that_is_part_of_a_longer_one_in_such_a_script_gives_way_to_it() -> None:
    assert words("交通部长说，部长走了", "部长", "交通部长") == ["交通部长", "部长"]


@pytest.mark.parametrize(
    "text", ["(Venn)", "“Venn”", "Venn, Venn"[:4], "pro-Venn", "Venn-led", "Venn/Karro", "Venn.", "\nVenn\t"]
)
def test_a_word_between_other_signs_is_a_mention(text: str) -> None:
    assert words(text, "Venn") == ["Venn"]


@pytest.mark.parametrize("apostrophe", ["’", "'"])
def test_in_a_possessive_the_mention_is_the_name(apostrophe: str) -> None:
    text = f"Assad{apostrophe}s army and the rebels{apostrophe} allies"
    assert words(text, "Assad", "rebels") == ["Assad", "rebels"]


def test_a_full_stop_inside_an_abbreviation_is_part_of_the_word() -> None:
    assert words("The U.S. said so.", "U", "S") == []
    assert words("The U.S. said so.", "U.S.", "S") == ["U.S."]
    assert words("The U.S. said so.", "U.S") == ["U.S"]
    assert words("In the U.S.A. today", "A", "S") == []


def test_the_full_stop_that_ends_a_sentence_is_not_part_of_the_word() -> None:
    assert words("So said Venn. Then Venn.", "Venn") == ["Venn", "Venn"]


def test_a_missing_space_after_a_full_stop_hides_nothing() -> None:
    assert words("the war in Syria.The rebels", "Syria", "The") == ["Syria", "The"]
    assert words("“We saw it.”Venn left.Venn", "Venn") == ["Venn", "Venn"]


@pytest.mark.parametrize(
    "text", ["the war in Syria.A spokesman", "the war in Syria.I know", "in Syria.6 dead", "the U.S.Syria"]
)
def test_a_missing_space_beside_a_word_of_one_letter_hides_nothing(text: str) -> None:
    assert words(text, "Syria") == ["Syria"]


def test_an_abbreviation_inside_a_longer_one_is_no_mention() -> None:
    assert words("the U.S.A. and the U.S.", "U.S.") == ["U.S."]
    assert words("the U.S.congratulated", "U.S.") == ["U.S."]


def test_a_letter_with_a_mark_is_another_letter() -> None:
    assert words("Jose\u0301 met Jose", "Jose") == ["Jose"]


def test_a_form_with_signs_of_its_own_is_taken_by_its_letters() -> None:
    assert words("Yahoo! and (a+b)* and C++.", "Yahoo!", "(a+b)*", "C++") == ["Yahoo!", "(a+b)*", "C++"]


def test_one_form_of_two_actors_counts_for_both() -> None:
    actors = (actor("orla", "Orla Venn", "Venn"), actor("otto", "Otto Venn", "Venn"))
    assert found("Venn met Otto Venn", *actors) == [("Venn", ("orla", "otto")), ("Otto Venn", ("otto",))]
    assert Names(actors).shared() == {"Venn": ("orla", "otto")}


def test_a_form_given_twice_by_one_actor_counts_once() -> None:
    actors = (actor("a", "Venn", "Venn"),)
    assert found("Venn", *actors) == [("Venn", ("a",))]
    assert Names(actors).shared() == {}


def test_nobody_is_found_where_there_is_nobody() -> None:
    assert found("Venn") == []
    assert words("Venn", "", "  ") == []


FORMS = ["A", "AB", "A B", "U.S.", "U", "S", "B’s", "éA"]


@given(st.lists(st.sampled_from(FORMS), min_size=1, unique=True), st.text(st.sampled_from("ABUSé.’s \n"), max_size=30))
@settings(max_examples=100, deadline=None)
def test_mentions_hold_their_form_and_never_overlap(forms: list[str], text: str) -> None:
    end = 0
    for span, ids in Names([actor("a", *forms)]).mentions(text):
        assert span.of(text) in forms
        assert ids == ("a",)
        assert span.start >= end
        end = span.end
