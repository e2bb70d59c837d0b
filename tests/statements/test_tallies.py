"""The counts of votes in the many orders in which sentences tell them."""

from __future__ import annotations

import pytest

from tests.statements.conftest import ReadText

ARABIC = {
    "أيده ١١٧ وفدا وعارضه وفد واحد وامتنع وفدان": (117, 1, 2),
    "وكانت النتيجة: ١٠٠ صوت مؤيد و١١ صوتا معارضا و٥٨ ممتنعا": (100, 11, 58),
    "بموافقة ٣٣ دولة ومعارضة ١٣ وامتناع ١٠": (33, 13, 10),
    "بموافقة ١٢ عضوا ومعارضة كوبا وامتناع الإكوادور واليمن": (12, 1, 2),
    "فصوتت 141 دولة بالموافقة وخمس دول بالرفض وامتنعت 35 دولة": (141, 5, 35),
    "وكان التصويت 91 مقابل 21 مع امتناع 29": (91, 21, 29),
    "بـ ١٠٨ أصوات مع امتناع ١٤ عضوا": (108, None, 14),
    "بتأييد اثنين وسبعين صوتا مقابل خمسة وثلاثين وامتناع اثنين وثلاثين": (72, 35, 32),
    "فأيدته ٧٦ دولة ولم يعارضه أحد وامتنعت سبع عشرة": (76, 0, 17),
    "بأغلبية ساحقة بلغت 154 صوتا، ولم تعارضه سوى دولتين، وامتنعت ثماني دول": (154, 2, 8),
    "بـ 68 صوتا دون معارضة": (68, 0, None),
    "بأغلبية 13 صوتا مؤيدا مقابل صوت معارض واحد هو صوت ليبيا وامتناع عضو واحد": (13, 1, 1),
    "بـ 12 صوتا مؤيدا وصوت معارض واحد، وامتنع عضوان": (12, 1, 2),
}
ENGLISH = {
    "by nine votes to none, with six abstentions": (9, 0, 6),
    "by 14 votes to none, with the United States abstaining": (14, 0, 1),
    "by a vote of 141-5 with 35 abstentions": (141, 5, 35),
    "by a vote of 100-11-58": (100, 11, 58),
    "(ES-II) by 50 votes to 8, with 15 abstentions": (50, 8, 15),
    "by thirteen votes to one with China abstaining": (13, 1, 1),
    "with thirteen in favour and two, Russia and China, against": (13, 2, None),
    "with a text for which nine members voted while six abstained": (9, None, 6),
    "after 100 states voted in favour, 11 against and 58 abstained": (100, 11, 58),
}


def _counts(text: str, read: ReadText) -> tuple[int | None, int | None, int | None]:
    votes = [fact["numbers"] for fact in read(text) if fact["type"] == "vote_result"]
    assert len(votes) == 1, votes
    return votes[0].get("for"), votes[0].get("against"), votes[0].get("abstain")


@pytest.mark.parametrize("words", ARABIC)
def test_each_count_of_an_arabic_vote_goes_to_its_side(words: str, read: ReadText) -> None:
    text = f"اعتمدت الجمعية العامة القرار بشأن كمبوديا في 2 آذار 1980 {words}."
    assert _counts(text, read) == ARABIC[words]


@pytest.mark.parametrize("words", ENGLISH)
def test_each_count_of_an_english_vote_goes_to_its_side(words: str, read: ReadText) -> None:
    text = f"The General Assembly adopted the resolution on Cambodia on 2 March 1980 {words}."
    assert _counts(text, read) == ENGLISH[words]


@pytest.mark.parametrize(
    "text",
    [
        "وأيدت فرنسا القرار وعارضته الصين في مجلس الأمن.",
        "وحضر 14 عضوا اجتماع مجلس الأمن ورفض اثنان التوقيع.",
        "China abstained and Cuba voted against the resolution in the Security Council.",
        "Ghana served two terms for the African group on the Security Council.",
    ],
)
def test_without_a_count_in_favour_there_is_no_vote(text: str, read: ReadText) -> None:
    assert [fact for fact in read(text) if fact["type"] == "vote_result"] == []


def test_a_state_named_for_its_vote_is_not_what_the_resolution_is_about(read: ReadText) -> None:
    text = "اعتمد مجلس الأمن القرار 687 في 3 أبريل 1991 بموافقة 12 عضوا ومعارضة كوبا."
    adopted = [fact for fact in read(text) if fact["type"] == "resolution_adoption"]
    assert [set(fact["participants"]) for fact in adopted] == [{"organ"}]


def test_eleven_begins_like_nobody_and_is_eleven(read: ReadText) -> None:
    text = "أصدر مجلس الأمن القرار 1593 في 31 مارس 2005 بتأييد أحد عشر عضوا وامتناع أربعة."
    vote = next(f for f in read(text) if f["type"] == "vote_result")
    assert (vote["numbers"]["for"], vote["numbers"]["abstain"]) == (11, 4)


@pytest.mark.parametrize(
    "text",
    [
        "كانت الجمعية العامة قد اجتمعت. وكانت نتيجة التصويت في برلمانها ٨٣ صوتا مؤيدا و٥ معارضة.",
        "ناقش مجلس الأمن النزاع. وقضت المحكمة العليا في لندن بستة عشر صوتا مقابل صوت واحد بذلك.",
    ],
)
def test_votes_of_parliaments_and_courts_are_not_the_body_s_before(
    read: ReadText, text: str
) -> None:
    assert [fact for fact in read(text) if fact["type"] == "vote_result"] == []


def test_place_and_day_may_stand_between_the_sides_of_a_vote(read: ReadText) -> None:
    text = (
        "صوتت 128 دولة لصالح القرار ES-10/19 في الجمعية العامة يوم 21 كانون الأول 2017 وصوتت ضده "
        "تسع دول وامتنعت 35."
    )
    (vote,) = [f for f in read(text) if f["type"] == "vote_result"]
    counts = {side: vote["numbers"].get(side) for side in ("for", "against", "abstain")}
    assert counts == {"for": 128, "against": 9, "abstain": 35}


@pytest.mark.parametrize(
    "text",
    [
        "أصدر مجلس الأمن القرار 748 في 31 مارس 1992 والقرار 883 في 11 نوفمبر 1993 بشأن ليبيا. وأيد "
        "أولهما عشرة أعضاء وامتنع خمسة، بينما حصل الثاني على 11 صوتا مع امتناع أربعة.",
        "The Security Council adopted resolution 748 on 31 March 1992 and resolution 883 on 11 "
        "November 1993 on Libya. The first was adopted by ten votes to none with five abstentions; "
        "the second received 11 votes in favour.",
    ],
)
def test_a_vote_has_the_date_of_the_resolution_that_is_counted_off(
    text: str, read: ReadText
) -> None:
    votes = [(f["date"], f["numbers"]["for"]) for f in read(text) if f["type"] == "vote_result"]
    assert votes == [("1992-03-31", 10), ("1993-11-11", 11)]


def test_a_parliament_that_is_named_has_its_own_vote(read: ReadText) -> None:
    text = (
        "اجتمعت الجمعية العامة، ثم أقر البرلمان الدنماركي المعاهدة في 3 مايو 1999 "
        "بـ60 صوتا مقابل 30."
    )
    votes = [fact for fact in read(text) if fact["type"] == "vote_result"]
    assert [v["participants"]["body"] for v in votes] == ["Folketing"]


def test_the_votes_of_judges_are_the_courts(read: ReadText) -> None:
    text = (
        "The International Court of Justice held, on 18 July 1966, by eight votes to seven "
        "that Liberia had no right."
    )
    votes = [fact for fact in read(text) if fact["type"] == "vote_result"]
    assert [v["participants"]["body"]["label"] for v in votes] == ["International Court of Justice"]
    assert [v["date"] for v in votes] == ["1966-07-18"]
