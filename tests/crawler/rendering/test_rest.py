from crawler.rendering.rest import Rest, Sample

FULL = Sample(text=3000, elements=80, requests=0)


def reached(*samples: Sample, limit: float = 60.0, pace: float = 0.5) -> list[bool]:
    rest = Rest(limit)
    return [rest.is_reached(sample, place * pace) for place, sample in enumerate(samples)]


def test_a_page_alike_three_times_is_at_rest() -> None:
    assert reached(FULL, FULL, FULL) == [False, False, True]


def test_a_page_that_grew_is_watched_anew() -> None:
    longer = Sample(3001, 80, 0)

    assert reached(FULL, FULL, longer, longer, longer) == [False, False, False, False, True]


def test_begun_anew_a_page_must_be_alike_three_times_again() -> None:
    rest = Rest(60)
    first = [rest.is_reached(FULL, place / 2) for place in range(3)]
    rest.begin_anew()

    assert first[-1]
    assert [rest.is_reached(FULL, place / 2) for place in range(3, 6)] == [False, False, True]


def test_an_element_more_counts_as_growth() -> None:
    assert reached(FULL, FULL, Sample(3000, 81, 0)) == [False, False, False]


def test_open_requests_are_waited_for_but_not_for_ever() -> None:
    polling = Sample(3000, 80, 1)

    assert reached(*[polling] * 32)[:30] == [False] * 30
    assert reached(*[polling] * 32)[-1]


def test_a_page_of_few_words_is_given_time_to_fetch_more() -> None:
    loading = Sample(10, 5, 0)

    assert reached(*[loading] * 20) == [False] * 20
    assert reached(*[loading] * 21)[-1]


def test_within_a_short_limit_it_is_waited_for_half_of_it() -> None:
    assert reached(*[Sample(0, 3, 1)] * 5, limit=4.0) == [False, False, False, False, True]


def test_a_clock_or_a_ticker_does_not_keep_a_page_from_its_rest_for_ever() -> None:
    ticking = [Sample(3000 + 13 * (place % 3), 80 + place, 0) for place in range(40)]

    assert reached(*ticking)[:30] == [False] * 30
    assert reached(*ticking)[-1]


def test_a_text_that_still_grows_is_no_clock() -> None:
    assert not any(reached(*[Sample(3000 + 2 * place, 80, 0) for place in range(90)]))
    assert not any(reached(*[Sample(3000 + 500 * (place % 2), 80, 0) for place in range(90)]))
