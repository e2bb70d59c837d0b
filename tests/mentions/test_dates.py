"""Dates keep exactly the precision of their words and say where they come from."""

from __future__ import annotations

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from loaders.document import Document
from loaders.mentions.dates.finding import find_dates
from loaders.mentions.mention import Basis, DateMention
from loaders.mentions.passages import prepare


def dates(text: str, revised: str | None = None) -> list[DateMention]:
    return find_dates(prepare(Document("t", "t", text, "", "ar", revised=revised)))


def values(text: str) -> list[str]:
    return [mention.date.edtf for mention in dates(text)]


def test_the_same_period_is_the_stretch_told_last() -> None:
    assert values("في 1990. وللفترة 2020-2022، وللفترة نفسها") == ["1990", "2020/2022", "2020/2022"]


@pytest.mark.parametrize(
    "year", ["العام الهجري نفسه", "السنة الهجرية ذاتها", "العام نفسه", "عام 1381 هـ"]
)
def test_a_hijri_month_of_the_same_year_is_one_of_that_calendar(year: str) -> None:
    assert values(f"في 6 محرم 1381 هـ. وفي 20 شوال من {year}") == ["1961-06-19", "1962-03-26"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في ٢ مارس عام ١٩٩٢", "1992-03-02"),
        ("في ۲ مارس ۱۹۹۲ م", "1992-03-02"),
        ("في الثاني من مارس من عام 1992", "1992-03-02"),
        ("للثاني والعشرين من تشرين الثاني ١٩٤٣", "1943-11-22"),
        ("في 14 أيار/مايو 1991", "1991-05-14"),
        ("في 4 كانون الثاني (يناير) 1992", "1992-01-04"),
        ("في ٣ جانفي ١٩٧٣", "1973-01-03"),
        ("في غشت ١٩٦٣", "1963-08"),
        ("في الفاتح من نوفمبر ١٩٥٤", "1954-11-01"),
        ("في آب ١٩٩٠", "1990-08"),
        ("On 7 Sept. 1961", "1961-09-07"),
        ("On Dec. 5, 1990 it left", "1990-12-05"),
        ("In Jan. 1999 it joined", "1999-01"),
        ("سنة ١٩٩٣", "1993"),
        ("في 1993", "1993"),
        ("عام ألف وتسعمائة وواحد وتسعين", "1991"),
        ("on 2 March 1992", "1992-03-02"),
        ("on March 2nd, 1992", "1992-03-02"),
        ("the fifth of May, 1993", "1993-05-05"),
        ("in March 1992", "1992-03"),
        ("on 1992-03-02", "1992-03-02"),
        ("في 15.07.2008", "2008-07-15"),
        ("في 02/03/1992", "1992-03-02"),
        ("في ١١ محرم ١٤١١هـ", "1990-08-02"),
        ("في غرة محرم 1400 هـ", "1979-11-20"),
        ("عام 1411هـ", "1990/1991"),
        ("في ١٢ ربيع الأول ١٣٠٠هـ", "1882/1883"),
        ("في ٢ أغسطس ١٩٩٠ الموافق ١١ محرم ١٤١١هـ", "1990-08-02"),
        ("خلال سنوات 1997-1995", "1995/1997"),
        ("2000- 1998", "1998/2000"),
        ("للفترة ٢٠١٧-١٨", "2017/2018"),
        ("من ١٩٩٩ إلى ٢٠٠١", "1999/2001"),
        ("بين عامي 2017 و2015", "2015/2017"),
        ("خلال عامي ١٩٩٩ و٢٠٠٠", "1999/2000"),
        ("في عامي ألفين وعشرة وألفين وأحد عشر", "2010/2011"),
        ("من مارس إلى يونيو ١٩٨٠", "1980-03/1980-06"),
        ("from 1 January 2004 to 31 December 2005", "2004-01-01/2005-12-31"),
        ("من 5 إلى 9 حزيران/يونيو ١٩٦٧", "1967-06-05/1967-06-09"),
        ("2-5 May 1996", "1996-05-02/1996-05-05"),
        ("في آخر يوم من يوليو 1992", "1992-07-31"),
        ("في اليوم الأخير من شباط 1992", "1992-02-29"),
        ("on the last day of April 1992", "1992-04-30"),
        ("في تسعينيات القرن الماضي", "199X"),
        ("في سبعينات القرن التاسع عشر", "187X"),
        ("in the 1990s", "199X"),
        ("القرن التاسع عشر", "18XX"),
    ],
)
def test_one_date_is_read(text: str, expected: str) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سنوات 1997-1995، و2000- 1998", ["1995/1997", "1998/2000"]),
        ("في عامي ١٩٧٥ و١٩٨١", ["1975", "1981"]),
        ("في ٣٠ يناير و٢٩ سبتمبر ١٩٧٨", ["1978-01-30", "1978-09-29"]),
        ("في 6 و9 أغسطس 1945", ["1945-08-06", "1945-08-09"]),
        ("On March 2 and 5, 1995", ["1995-03-02", "1995-03-05"]),
        ("في ٢٤ و٢٩ و٣١ مارس ٢٠٠٥", ["2005-03-24", "2005-03-29", "2005-03-31"]),
        ("on 4, 5 and 9 May 1960", ["1960-05-04", "1960-05-05", "1960-05-09"]),
    ],
)
def test_lists_are_apart(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "القرار 1996",
        "القرارات المرقومة بـ 1368 و1373 و1377",
        "resolutions 1996 and 1999",
        "القرار ٦٤/٣٥ والوثيقة A/RES/62/243",
        "حضر 1500 دولة",
        "مارس الضغوط",
        "May he go. They march on.",
        "قمة الألفية",
        "في سبتمبر",  # nothing tells the year
        "في اليوم نفسه",
        "٣١ شباط ١٩٩٠",  # no such day
        "العام الماضي",  # the document has no date
        "لأب وأم في صفر",
        "on the 20th it left",
    ],
)
def test_nothing_is_invented(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected", "anchor"),
    [
        ("أعلنت في ١٨ اكتوبر ١٩٩١. في ٢٩ اكتوبر لهذا العام طلبت.", "1991-10-29", "١٨ اكتوبر ١٩٩١"),
        ("انضمت في 2 مارس 1992. وفي 22 مايو من العام نفسه وقعت.", "1992-05-22", "2 مارس 1992"),
        ("انضمت في 2 مارس 1992. وفي نفس اليوم رفع العلم.", "1992-03-02", "2 مارس 1992"),
        ("انضمت في 2 مارس 1992. وبعد ثلاثة أيام وقعت.", "1992-03-05", "2 مارس 1992"),
        ("انضمت في 2 مارس 1992. وبعد ذلك بعامين وقعت.", "1994", "2 مارس 1992"),
        ("انضمت في 2 مارس 1992. وبعد شهرين وقعت.", "1992-05", "2 مارس 1992"),
        ("انضمت في 2 مارس 1992. وفي الشهر نفسه وقعت.", "1992-03", "2 مارس 1992"),
        ("انضمت في 2 مارس 1992. وفي 15 من الشهر نفسه وقعت.", "1992-03-15", "2 مارس 1992"),
        ("انضمت عام 1992. وفي العام التالي، في 5 أيار، وقعت.", "1993-05-05", "عام 1992"),
        ("نالت استقلالها عام 1960. في 1970. وبعد عامين من الاستقلال وقعت.", "1962", "عام 1960"),
        (
            "نالت استقلالها عام 1960. في 1970. وفي السنة التالية لاستقلالها وقعت.",
            "1961",
            "عام 1960",
        ),
        ("صدقت في 1 أكتوبر 2015، بعد ثلاثة عشر عاما من توقيعها.", "2002", "1 أكتوبر 2015"),
        ("وقعت عام 1998، وصدقت بعد عامين على اتفاقية أوتاوا.", "2000", "عام 1998"),
        ("استقلت عام 1957، ثم انفصلت بعد عامين عن جارتها.", "1959", "عام 1957"),
        ("وقعت عام 1998، وصدقت بعد عامين من توقيعها.", "2000", "عام 1998"),
        ("وقعت عام 1998. وفي 2001 زارت. وصدقت بعد عامين على توقيعها.", "2000", "عام 1998"),
        ("زارت عام 1998، وبعد عامين من رحيلها عادت.", "2000", "عام 1998"),
        ("صدقت عام 2009، أي بعد أحد عشر عاما من التوقيع.", "1998", "عام 2009"),
        ("Joined on 2 March 1992. Three years later it left.", "1995", "2 March 1992"),
        ("Joined on 2 March 1992. The following day it left.", "1992-03-03", "2 March 1992"),
        ("انضمت عام 1992. وفي اليوم نفسه وقعت.", "1992", "عام 1992"),
        (
            "انضمت في 2011. من 10 إلى 20 أبريل 2012. وفي 2 مايو من العام نفسه وقعت.",
            "2012-05-02",
            "10 إلى 20 أبريل 2012",
        ),
        ("رفع العلم في 9 يوليو 2011. وبعد خمسة أيام من رفعه انضمت.", "2011-07-14", "9 يوليو 2011"),
        ("نالت استقلالها عام 1975. وفي 1986. وفي سنة الاستقلال انضمت.", "1975", "عام 1975"),
        ("Won on 2 March 1992. That autumn it joined.", "1992", "2 March 1992"),
        ("انضمت في 2 مارس 1992 وفي سبتمبر وقعت.", "1992-09", "2 مارس 1992"),
        (
            "Joined on 2 March 1992. In the following month, on the 7th, it left.",
            "1992-04-07",
            "2 March 1992",
        ),
        ("Joined on 2 March 1992, and on the 7th it left.", "1992-03-07", "2 March 1992"),
        (
            "Joined on 2 March 1992. A week later, on the 9th, it left.",
            "1992-03-09",
            "2 March 1992",
        ),
        ("Joined on 2 March 1992 and left a fortnight later.", "1992-03-16", "2 March 1992"),
        (
            "Joined on 2 March 1992; left on 7 May the year after next.",
            "1994-05-07",
            "2 March 1992",
        ),
        (
            "Met from 5 to 9 May 1990 and on the last day of these talks left.",
            "1990-05-09",
            "5 to 9 May 1990",
        ),
        ("صدر في 2 مارس 1992. وبعد شهر من ذلك التاريخ بالضبط وقعت.", "1992-04-02", "2 مارس 1992"),
        ("صدر في 2 مارس 1992. ووقعت بعد ذلك بعامين تماما.", "1994-03-02", "2 مارس 1992"),
        (
            "دام الاحتلال من عام 1975 إلى عام 1979. وفي 21 مايو من السنة التي "
            "انتهى فيها ذلك الاحتلال وقعت.",
            "1979-05-21",
            "عام 1975 إلى عام 1979",
        ),
        (
            "انضمت غانا في 2 مارس 1957. وانضمت مالي عام 1960. وفي العام الذي انضمت فيه غانا وقعت.",
            "1957",
            "2 مارس 1957",
        ),
        (
            "بدأت الحرب في 2 مارس 1957 وانتهت عام 1960. وفي الشهر الذي بدأت فيه الحرب وقعت.",
            "1957-03",
            "2 مارس 1957",
        ),
    ],
)
def test_relative_dates_carry_their_anchor(text: str, expected: str, anchor: str) -> None:
    last = dates(text)[-1]
    assert last.date.edtf == expected
    assert last.anchor is not None
    assert last.anchor.of(text) == anchor
    assert last.basis in {Basis.RELATIVE, Basis.INHERITED}


def test_a_year_in_which_something_ended_is_not_that_in_which_it_began() -> None:
    text = "اندلعت الحرب في 2 مارس 1957. وفي السنة التي انتهت فيها الحرب وقعت."
    assert values(text) == ["1957-03-02"]


@pytest.mark.parametrize(
    "text",
    [
        "انضمت بعد يومين من استقلالها عن بريطانيا في 6 مارس 1957.",
        "Joined two days after its independence from Britain on 6 March 1957.",
    ],
)
def test_a_span_counts_from_the_date_that_its_noun_has(text: str) -> None:
    assert values(text) == ["1957-03-08", "1957-03-06"]


@pytest.mark.parametrize(
    "text",
    [
        "Joined on 12 May 1990 and fought on the 38th parallel.",
        "Joined on 12 May 1990, held its vote on the 19th ballot.",
        "Joined on 12 May 1990, and on the 7th it left.",
        "Met on 12 May 1990 and left on the last day of the session.",
        "Joined on 12 May 1990 and left half a year later.",
    ],
)
def test_what_stands_near_does_not_tell_such_a_day(text: str) -> None:
    assert values(text) == ["1990-05-12"]


def test_a_day_is_counted_from_the_noun_behind_it() -> None:
    text = "Admitted on 2 March 1992, it left in May 1993. The day after its admission it sang."
    assert values(text)[-1] == "1992-03-03"


def test_an_explicit_date_beats_the_relative_words_before_it() -> None:
    assert values("عام 1996. بعد هذا بسنة في ٢٨ يوليو عام ١٩٩٧ اجتمع") == ["1996", "1997-07-28"]


def test_deictic_dates_need_the_documents_own() -> None:
    (mention,) = dates("العام الماضي", revised="2008-07-15")
    assert (mention.date.edtf, mention.role) == ("2007", "document")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("منذ سبتمبر 2004", "since"),
        ("since May 1990", "since"),
        ("حتى عام 1995", "until"),
        ("في عام 1995", "point"),
        ("معاهدة عام 1984", "name"),
        ("احداث 11 سبتمبر عام 2001", "name"),
        ("اتفاقية فيينا لقانون المعاهدات لعام 1969", "name"),
        ("the 1951 Convention", "name"),
        ("القرار 242 (1967)", "name"),
        ("حدود الرابع من يونيو 1967", "name"),
    ],
)
def test_roles_are_told_by_the_words_around(text: str, role: str) -> None:
    (mention,) = dates(text)
    assert mention.role == role


MONTHS = ["يناير", "شباط", "مارس", "نيسان", "ماي", "حزيران"]
MONTHS += ["جويلية", "آب", "أيلول", "أكتوبر", "نوفمبر", "كانون الأول"]
DIGITS = [
    str.maketrans("0123456789", digits) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "0123456789")
]


@given(st.integers(1, 28), st.integers(1, 12), st.integers(1800, 2099), st.sampled_from(DIGITS))
def test_any_day_is_read_in_any_digits(
    day: int, month: int, year: int, digits: dict[int, int]
) -> None:
    text = f"في {day} {MONTHS[month - 1]} عام {year}، كان".translate(digits)
    (mention,) = dates(text)
    assert mention.date.edtf == f"{year:04}-{month:02}-{day:02}"
    assert mention.span.of(text) == text[3 : text.index("،")]


@given(st.integers(1800, 2099), st.integers(1800, 2099), st.sampled_from(["-", "–", " - ", "- "]))
def test_the_order_of_a_range_does_not_matter(one: int, other: int, dash: str) -> None:
    (first,) = dates(f"خلال سنوات {one}{dash}{other}")
    (second,) = dates(f"خلال سنوات {other}{dash}{one}")
    assert first.date == second.date


@given(
    st.lists(
        st.sampled_from(
            [
                "١٩٩٢", "1997-1995", "عام", "في", "مارس", "آب", "٥", "من", "إلى", "بين",
                "عامي", "و1998", "،", ".", "هـ", "محرم", "1411", "بعد", "يومين", "منذ",
                "القرار", "(1967)", "May", "1990s", "31", "تسعينيات", "العام نفسه", "3 March",
                "اليوم التالي"
            ]
        ),
        max_size=12,
    )
)  # fmt: skip
def test_whatever_comes_out_is_edtf_in_order_and_not_too_precise(words: list[str]) -> None:
    text = " ".join(words)
    found = dates(text)
    assert [m.span.start for m in found] == sorted(m.span.start for m in found)
    for mention in found:
        parse_edtf(mention.date.edtf)
        begin, end = mention.date.begin, mention.date.end
        assert begin is not None
        assert end is not None
        assert begin <= end
        if mention.date.precision == "day" and mention.basis is Basis.EXPLICIT:
            assert any(character.isdecimal() for character in mention.span.of(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "القرارات 660 في 2 آب و661 في 6 آب و662 في 9 آب 1990",
            ["1990-08-02", "1990-08-06", "1990-08-09"],
        ),
        ("resolutions 660 on 2 August and 661 on 6 August 1990", ["1990-08-02", "1990-08-06"]),
    ],
)
def test_the_days_of_a_list_share_the_year_that_its_last_one_gives(
    text: str, expected: list[str]
) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "انضمت في 26 نوفمبر 1973 وشغلت مقعدا في السنتين التاليتين",
        "joined on 26 November 1973 and held a seat in the following two years",
    ],
)
def test_two_years_that_follow_are_one_stretch_of_time(text: str) -> None:
    assert values(text) == ["1973-11-26", "1974/1975"]


def test_a_day_behind_a_distance_in_months_takes_the_year_that_this_leads_to() -> None:
    text = "صدر في 12 سبتمبر 2003. وبعد ذلك بأربعة أشهر، في 6 يناير، انضمت"
    assert values(text) == ["2003-09-12", "2004-01-06"]


def test_a_year_that_a_range_lends_on_is_led_back_to_where_it_stands() -> None:
    text = "٥ مايو و3 مارس إلى 9 مارس ١٩٩٢"
    first, *_ = dates(text)
    assert first.anchor is not None
    assert "١٩٩٢" in first.anchor.of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "انضمت في 1 أبريل 2009. ووقعت معاهدة الانضمام لعام 2011 في 9 ديسمبر من العام نفسه",
            "2011-12-09",
        ),
        (
            "زارها في 3 مايو 1985. وصدقت على اتفاقية اللاجئين لعام 1951 في 9 ديسمبر من العام نفسه",
            "1985-12-09",
        ),
    ],
)
def test_that_year_is_the_one_in_a_treatys_name_unless_told_later(text: str, expected: str) -> None:
    assert values(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في 1950. من 2 آب 1990 إلى 26 شباط من العام التالي", "1990-08-02/1991-02-26"),
        ("في 1950. بين 2 آب 1990 و26 شباط من السنة التي تلتها", "1990-08-02/1991-02-26"),
        ("في 1950. من 2 أفريل 1982 إلى 14 من الشهر الموالي", "1982-04-02/1982-05-14"),
        ("في 1950. من 2 آب 1990 حتى نهاية العام نفسه", "1990-08-02/1990"),
        ("في 1950. من مطلع يناير 2019 حتى نهاية ديسمبر 2020", "2019-01/2020-12"),
        ("in 1950. from 2 August 1990 to 26 February of the next year", "1990-08-02/1991-02-26"),
    ],
)
def test_the_end_of_a_stretch_may_be_counted_from_its_beginning(text: str, expected: str) -> None:
    assert values(text) == ["1950", expected]


@pytest.mark.parametrize(
    "text",
    [
        "في 7 تشرين الأول 1971. وبعد شهرين ويومين، أي في 9 كانون الأول (ديسمبر)",
        "في 9 ديسمبر 1970. وبعد سنة، وتحديدا في 9 كانون الأول 1971",
    ],
)
def test_the_end_of_a_length_of_time_may_be_told_behind_it(text: str) -> None:
    assert values(text)[1:] == ["1971-12-09"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في 11 أبريل 1958. وفي اليوم نفسه من العام التالي", "1959-04-11"),
        ("في 11 أبريل 1958. وفي الشهر التالي، في اليوم العاشر منه", "1958-05-10"),
        ("في 11 أبريل 1958. وفي الشهر السادس من العام التالي", "1959-06"),
        ("في 11 أبريل 1958. وفي اليوم الأخير من العام نفسه", "1958-12-31"),
        ("في 11 أبريل 1958. وتلتها جارتها بيومين", "1958-04-13"),
        ("في 11 أبريل 1958. وسبقتها جارتها بيومين", "1958-04-09"),
        ("في 27 رمضان 1366 هـ. وفي 15 ذي القعدة من العام الهجري نفسه", "1947-09-30"),
        ("في 14 أغسطس 1947. وفي 15 ذي القعدة من السنة ذاتها", "1947-09-30"),
        ("في 11 أبريل 1958. وفي مثل هذا اليوم من عام 1960", "1960-04-11"),
        ("في 11 أبريل 1958. وفي الشهر ذاته من سنة 1960", "1960-04"),
        ("on 11 April 1958. On the same day of the following year", "1959-04-11"),
        ("on 11 April 1958. On that day in 1960", "1960-04-11"),
    ],
)
def test_a_day_or_month_may_be_that_of_another_year(text: str, expected: str) -> None:
    assert values(text)[1:] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في 11 كانون الأول 1958. وفي آذار التالي", "1959-03"),
        ("في 11 شباط 1958. وفي 3 آذار التالي", "1958-03-03"),
        ("في 11 شباط 1958. وفي آذار السابق", "1957-03"),
        ("on 11 May 1958. In the previous March", "1958-03"),
        ("في 11 أبريل 1958. وفي أبريل الموالي", "1959-04"),
        ("in December 1958. The following February", "1959-02"),
        ("on 11 April 1958. The next May", "1958-05"),
        ("in 1958. The following February", "1959-02"),
    ],
)
def test_the_following_month_by_its_name_is_the_first_such_month(text: str, expected: str) -> None:
    assert values(text)[1:] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في 3 مايو 1932 ومن 1934 إلى 1936. وفي 20 يوليوز من هذه السنة الأخيرة", "1936-07-20"),
        ("in May 1932 and from 1934 to 1936. On 20 July of the latter year", "1936-07-20"),
    ],
)
def test_the_latter_year_is_the_one_told_last_even_at_the_end_of_a_stretch(
    text: str, expected: str
) -> None:
    assert values(text)[-1] == expected


def test_days_after_an_event_that_nothing_dates_are_counted_from_the_latest_day_told() -> None:
    text = (
        "في 9 كانون الأول 1961 استقلت تنجانيقا، بعد يوم واحد من الاجتماع. "
        "وبعد خمسة أيام من رفع العلم انضمت إليها"
    )
    assert values(text)[-1] == "1961-12-14"
