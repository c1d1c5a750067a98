"""What is said of a database that refuses."""

import pytest

from knowledge.texts import database_fault


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ("file is not a database", "从备份恢复"),
        ("database disk image is malformed", "从备份恢复"),
        ("database is locked", "稍后再试"),
        ("attempt to write a readonly database", "权限"),
        ("unable to open database file", "WUHAO_DATABASE_URL"),
        ("connection refused", "数据库连不上"),
    ],
)
def test_each_fault_of_a_database_has_its_advice(detail: str, told: str) -> None:
    assert told in database_fault(detail)
