"""The desk's words: states, acts, outcomes; what each is in Chinese is in texts."""

from enum import StrEnum


class State(StrEnum):
    """Where an issue stands."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    IN_HAND = "in_hand"
    WAITING = "waiting"
    DEFERRED = "deferred"
    REPLIED = "replied"
    CLOSED = "closed"
    DECLINED = "declined"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What is done with an issue. `clock` ones are the system's own."""

    SUBMIT = "submit"
    ACCEPT = "accept"
    DECLINE = "decline"
    MERGE = "merge"
    WITHDRAW = "withdraw"
    ASSIGN = "assign"
    ACKNOWLEDGE = "acknowledge"
    RETURN = "return"
    ASK = "ask"  # 请企业补充
    SUPPLY = "supply"  # 企业补充
    REPLY = "reply"
    ANSWER = "answer"  # 现场答复
    DEFER = "defer"
    RESUME = "resume"
    REQUEST_EXTENSION = "request_extension"
    EXTEND = "extend"
    REFUSE_EXTENSION = "refuse_extension"
    REMIND = "remind"
    NOTE = "note"
    RATE = "rate"  # 满意, 基本满意
    REDO = "redo"  # 不满意
    REOPEN = "reopen"
    SILENCE = "silence"  # clock: nobody rated
    WAKE = "wake"  # clock: the deferral's date came
    RECOMPUTE = "recompute"  # clock: the holiday table changed


class Outcome(StrEnum):
    """How an issue ended."""

    SOLVED = "solved"
    ANSWERED = "answered"
    NOT_NOW = "not_now"
    SILENT = "silent"


class Rating(StrEnum):
    """What the enterprise thinks of it."""

    SATISFIED = "satisfied"
    FAIRLY = "fairly"
    DISSATISFIED = "dissatisfied"


class Origin(StrEnum):
    """Where an issue came from."""

    SELF = "self"
    THEME_DAY = "theme_day"
    VISIT = "visit"
    MEETING = "meeting"
    SURVEY = "survey"
    HOTLINE = "hotline"


class Category(StrEnum):
    """What an issue is about."""

    LAND = "land"
    UTILITIES = "utilities"
    FINANCE = "finance"
    LABOUR = "labour"
    POLICY = "policy"
    APPROVAL = "approval"
    TRANSPORT = "transport"
    ENVIRONMENT = "environment"
    MARKET = "market"
    LIVING = "living"
    OTHER = "other"
