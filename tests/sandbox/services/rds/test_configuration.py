"""The files that a DB instance's PostgreSQL is configured by."""

from __future__ import annotations

from aeolus_sandbox.services.rds import configuration


def test_values_are_quoted_whatever_is_in_them() -> None:
    text = configuration.file({"log_line_prefix": "it's \\ a\nline"}, 5432)
    assert "log_line_prefix = 'it''s \\\\ a\\nline'\n" in text


def test_what_rds_keeps_to_itself_holds() -> None:
    text = configuration.file({"port": "1", "ssl": "off"}, 5433)
    assert "port = '5433'\n" in text
    assert "ssl = 'on'\n" in text
    assert text.count("port = ") == 1


def test_a_name_that_would_spoil_the_file_is_left_out() -> None:
    text = configuration.file({"a b": "1", "x = '1'\ny": "2", "auto_explain.log": "3"}, 5432)
    assert "auto_explain.log = '3'" in text
    assert "a b" not in text
    assert "\ny" not in text


def test_plain_text_is_let_in_only_where_tls_is_not_forced() -> None:
    assert "hostnossl" not in configuration.access(force_ssl=True)
    assert "hostnossl all all all scram-sha-256" in configuration.access(force_ssl=False)


def test_the_administrator_comes_by_the_socket_alone() -> None:
    lines = configuration.access(force_ssl=False).splitlines()
    reject = lines.index("host all rdsadmin all reject")
    assert all("rdsadmin" not in line for line in lines[reject + 1 :])
    assert lines[0].startswith("local all rdsadmin peer")
