from app.notices import Notice, Notices


class Unreliable:
    """Fails so many times, then works."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.sent: list[Notice] = []

    def __call__(self, notice: Notice) -> None:
        if self.failures > 0:
            self.failures -= 1
            raise ConnectionError("no route")
        self.sent.append(notice)


def test_a_notice_is_sent_once() -> None:
    sender = Unreliable(0)
    notices = Notices(sender)
    notices.put("placed", 1)
    assert notices.deliver() == 1
    assert notices.deliver() == 0
    assert sender.sent == [Notice("placed", 1)]


def test_a_failure_is_tried_again_later() -> None:
    sender = Unreliable(1)
    notices = Notices(sender)
    notices.put("paid", 2)
    assert notices.deliver() == 0
    assert len(notices) == 1
    assert notices.deliver() == 1
    assert sender.sent[0].failures == 1


def test_it_gives_up_after_the_limit() -> None:
    notices = Notices(Unreliable(9), max_failures=2)
    notices.put("paid", 3)
    notices.deliver()
    notices.deliver()
    assert len(notices) == 0
    assert notices.given_up == [Notice("paid", 3, failures=2)]


def test_one_failure_does_not_stop_the_others() -> None:
    sender = Unreliable(1)
    notices = Notices(sender)
    notices.put("placed", 1)
    notices.put("placed", 2)
    assert notices.deliver() == 1
    assert sender.sent == [Notice("placed", 2)]
