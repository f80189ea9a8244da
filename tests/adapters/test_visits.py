from __future__ import annotations

import csv
import gzip
import json
import zipfile
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.adapters.projects import Folder, run

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

ENV = {"SOURCE_DATE_EPOCH": "1795000000"}
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"
ROBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
STORY = "/stories/a/"


def line(
    path: str = STORY,
    seconds: int = 0,
    host: str = "192.0.2.1",
    agent: str = FIREFOX,
    status: int = 200,
    method: str = "GET",
) -> str:
    moment = (START + timedelta(seconds=seconds)).strftime("%d/%b/%Y:%H:%M:%S %z")
    return f'{host} - - [{moment}] "{method} {path} HTTP/1.1" {status} 512 "https://search.example/?q=a" "{agent}"\n'


def import_(*args: str | Path) -> Result:
    return run("visits", "import", *map(str, args), env=ENV)


def log(folder: Folder, *lines: str, name: str = "access.log") -> Path:
    path = folder.root / name
    data = "".join(lines).encode()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def daily(folder: Folder) -> list[tuple[str, ...]]:
    with (folder.root / "visits" / "daily.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


@pytest.fixture
def piece(folder: Folder) -> Folder:
    folder.write("2026/a.md", aliases=["/old-a/"])
    return folder


def test_a_log_becomes_totals_of_days(piece: Folder) -> None:
    path = log(
        piece,
        line(),
        line("/stories/a/?utm_source=hub", 60),
        line("/", 61),
        line(STORY, 62, host="2001:db8::1"),
        line(STORY, 63, agent=ROBOT),
        line(STORY, 64, agent="-"),
        line(STORY, 65, status=404),
        line(STORY, 66, method="HEAD"),
        line("/assets/stories.css", 67),
        line("/feed.xml", 68),
        "not a line\n",
    )

    result = import_(path)

    assert result.stdout == (
        "4 page views; left out: 2 by robots and 1 on lines that cannot be read\n"
        "The totals are in visits/daily.csv: commit the folder visits/.\n"
    )
    assert daily(piece) == [
        ("2026-11-20", "*", "log", "4", "2", "2"),
        ("2026-11-20", "/", "log", "1", "1", "1"),
        ("2026-11-20", "story-a", "log", "3", "2", "2"),
    ]


def test_nothing_of_who_came_is_kept(piece: Folder) -> None:
    import_(log(piece, line(), line(STORY, 5, host="203.0.113.77")))

    kept = "".join(path.read_text("utf-8") for path in (piece.root / "visits").iterdir())
    assert not any(trace in kept for trace in ("192.0.2.1", "203.0.113.77", "Firefox", "search.example"))
    assert sorted(path.name for path in (piece.root / "visits").iterdir()) == ["daily.csv", "logs.csv"]


def test_the_same_log_counts_once_also_packed_and_under_another_name(piece: Folder) -> None:
    lines = [line(), line("/", 100)]
    import_(log(piece, *lines))
    before = daily(piece)

    result = import_(log(piece, *lines, name="access.log.1.gz"), log(piece, *lines, name="copy.log"))

    assert daily(piece) == before
    assert result.stdout.count("0 page views; left out: 2 counted before") == 2


def test_a_log_that_has_grown_adds_what_is_new(piece: Folder) -> None:
    import_(log(piece, line()))
    import_(log(piece, line(), line(STORY, 7200)))

    assert daily(piece)[1] == ("2026-11-20", "story-a", "log", "2", "2", "2")


def test_an_older_log_can_follow_a_newer_one(piece: Folder) -> None:
    import_(log(piece, line(STORY, 86_400)))
    import_(log(piece, line(), name="older.log"))

    assert [row[0] for row in daily(piece)] == ["2026-11-20", "2026-11-20", "2026-11-21", "2026-11-21"]


def test_logs_of_two_servers_are_added_up(piece: Folder) -> None:
    import_(log(piece, line()))
    result = import_("--server", "web-2", log(piece, line(host="192.0.2.9"), name="other.log"))

    assert result.stdout.startswith("1 page view\n")
    assert [row[2] for row in daily(piece)] == ["log", "log web-2", "log", "log web-2"]
    assert report()["visits"]["site"]["views"] == 2


def test_half_an_hour_without_a_look_ends_a_visit(piece: Folder) -> None:
    import_(log(piece, line(), line(STORY, 1800), line(STORY, 3601)))

    assert daily(piece)[1] == ("2026-11-20", "story-a", "log", "3", "2", "1")


def test_a_day_begins_where_the_site_is(folder: Folder) -> None:
    folder.configure(timezone="Pacific/Auckland")
    folder.write("2026/a.md")
    import_(log(folder, line(STORY, 3 * 3600)))

    assert daily(folder)[0][0] == "2026-11-21"


def test_an_old_address_counts_for_the_piece_and_leading_on_is_one_look(piece: Folder) -> None:
    import_(log(piece, line("/old-a/"), line(STORY, 1), line("/old-a/", 50, host="192.0.2.2")))

    assert daily(piece)[1] == ("2026-11-20", "story-a", "log", "2", "2", "2")


def test_a_story_that_moves_later_keeps_its_history(piece: Folder) -> None:
    import_(log(piece, line("/stories/b/")))
    piece.write("2026/a.md", aliases=["/stories/b/"])

    assert [row["id"] for row in report()["visits"]["pieces"]] == ["story-a"]


def test_a_site_below_a_path(folder: Folder) -> None:
    folder.write("2026/a.md")
    (folder.root / "mkdocs.yml").write_text(
        (folder.root / "mkdocs.yml").read_text("utf-8").replace("https://stories.example/", "https://a.example/in/"),
        "utf-8",
    )
    import_(log(folder, line("/in/stories/a/"), line("/other/", 1)))

    assert [row[1] for row in daily(folder)] == ["*", "story-a"]


def test_the_innovation_zone_of_2013(folder: Folder) -> None:
    """533 visits by 446 unique visitors to the landing page, and 829 page visits overall."""
    folder.write("2026/a.md")
    lines, views = [], 0
    for visitor in range(446):
        for visit in range(2 if visitor < 533 - 446 else 1):
            for look in range(2 if views < 2 * (829 - 533) else 1):
                when = (visitor % 5) * 86_400 + visit * 7200 + look * 60 + visitor
                lines.append(
                    (when, line(STORY if look else "/", when, host=f"198.51.{visitor // 250}.{visitor % 250}"))
                )
                views += 1
    import_(log(folder, *(text for _, text in sorted(lines)), name="access.log.gz"))

    rows = daily(folder)
    landing = [tuple(map(int, row[3:])) for row in rows if row[1] == "/"]
    everything = [tuple(map(int, row[3:])) for row in rows if row[1] == "*"]
    assert [sum(column) for column in zip(*landing, strict=True)][1:] == [533, 446]
    assert [sum(column) for column in zip(*everything, strict=True)] == [829, 533, 446]
    site = report()["visits"]["site"]
    assert (site["views"], site["visits"]) == (829, 533)


def report() -> Any:
    return json.loads(run("report", "--format", "json", "--as-of", "2026-12-31", "--since", "2026-11-01").stdout)


PAGES = "date,hostname,page,visits,visitors,pageviews,total_scroll_depth\n2026-11-20,a.example,/stories/a/,4,3,7,0\n2026-11-20,www.a.example,/stories/a,1,1,1,0\n2026-11-20,a.example,/,2,2,2,0\n"
VISITORS = "date,visitors,pageviews,bounces,visits,visit_duration\n2026-11-20,5,10,2,6,100\n"
BROWSERS = "date,browser,browser_version,visitors,visits,visit_duration,bounces,pageviews\n2026-11-20,Firefox,153,5,6,100,2,10\n"


def test_plausible(piece: Folder) -> None:
    with zipfile.ZipFile(piece.root / "export.zip", "w") as archive:
        for name, text in (("imported_pages", PAGES), ("imported_visitors", VISITORS), ("imported_browsers", BROWSERS)):
            archive.writestr(f"{name}_20261101_20261130.csv", text)

    result = import_("export.zip")
    again = import_("export.zip")

    assert result.stdout == again.stdout
    assert "1 day of Plausible\n" in result.stdout
    assert daily(piece) == [
        ("2026-11-20", "*", "plausible", "10", "6", "5"),
        ("2026-11-20", "/", "plausible", "2", "2", "2"),
        ("2026-11-20", "story-a", "plausible", "8", "5", "4"),
    ]


def test_plausible_without_the_totals_of_the_site(piece: Folder) -> None:
    (piece.root / "pages.csv").write_text(PAGES, "utf-8")

    result = import_("pages.csv")

    assert result.exit_code == 1
    assert "the export of Plausible does not say how many visits the site had on 2026-11-20; give" in result.stderr
    assert not (piece.root / "visits").exists()


GOATCOUNTER = """2Path,Title,Event,UserAgent,Browser,System,Session,Bot,Referrer,Referrer scheme,Screen size,Location,FirstVisit,Date
/stories/a/,A,false,,Firefox 153,Linux,s1,0,,,,GB,true,2026-11-20T09:00:00Z
/stories/a/?x=1,A,false,,Firefox 153,Linux,s1,0,,,,GB,false,2026-11-20T09:01:00Z
/,Home,false,,Firefox 153,Linux,s2,0,,,,GB,true,2026-11-20T10:00:00Z
/,Home,false,,Bot,Linux,s3,3,,,,GB,true,2026-11-20T10:00:00Z
click-a,A,true,,Firefox 153,Linux,s2,0,,,,GB,true,2026-11-20T10:00:00Z
"""


def test_goatcounter(piece: Folder) -> None:
    (piece.root / "goat.csv.gz").write_bytes(gzip.compress(GOATCOUNTER.encode()))
    import_("goat.csv.gz")

    assert daily(piece) == [
        ("2026-11-20", "*", "goatcounter", "3", "2", "2"),
        ("2026-11-20", "/", "goatcounter", "1", "1", "1"),
        ("2026-11-20", "story-a", "goatcounter", "2", "1", "1"),
    ]
    assert "s1" not in (piece.root / "visits" / "daily.csv").read_text("utf-8").replace("visits", "")


MATOMO = [
    {"label": "/stories/a/index", "nb_visits": 4, "nb_uniq_visitors": 3, "nb_hits": 7, "entry_nb_visits": 2, "url": "https://a.example/stories/a/"},
    {"label": "/index", "nb_visits": 3, "nb_uniq_visitors": 3, "nb_hits": 3, "entry_nb_visits": 3},
]  # fmt: skip


@pytest.mark.parametrize("kind", ["json", "csv", "utf-16"])
def test_matomo(piece: Folder, kind: str) -> None:
    path = piece.root / "matomo"
    if kind == "json":
        path.write_text(json.dumps({"2026-11-20": MATOMO, "2026-11-21": []}), "utf-8")
    else:
        names = ["label", "nb_visits", "nb_uniq_visitors", "nb_hits", "entry_nb_visits", "url"]
        rows = [",".join(["date", *names[:5], "metadata_url"])]
        rows += [",".join(["2026-11-20", *(str(row.get(name, "")) for name in names)]) for row in MATOMO]
        path.write_text("\n".join(rows), "utf-16" if kind == "utf-16" else "utf-8")
    import_(path)

    assert daily(piece) == [
        ("2026-11-20", "*", "matomo", "10", "5", "5"),
        ("2026-11-20", "/", "matomo", "3", "3", "3"),
        ("2026-11-20", "story-a", "matomo", "7", "4", "3"),
    ]


def test_a_day_that_a_log_and_an_export_have_counted_counts_once(piece: Folder) -> None:
    import_(log(piece, line(), line(STORY, 86_400)))
    (piece.root / "pages.csv").write_text(PAGES, "utf-8")
    (piece.root / "visitors.csv").write_text(VISITORS, "utf-8")
    import_("pages.csv", "visitors.csv")

    visits = report()["visits"]
    assert visits["site"]["views"] == 10 + 1
    assert visits["counted"] == (
        "Counted from 20 November 2026 to 21 November 2026 by Plausible and the web server's logs; robots are left out."
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"hello\n", "is not one of these: a log in the combined format"),
        (b"", "is not one of these"),
        (b"\xff\xfa\x00", "it is not text in UTF-8"),
        (b"PK\x03\x04broken", "cannot be read"),
        (b"\x1f\x8bbroken", "cannot be read"),
        (b'[{"label": "/"}]', "does not say of which day it is"),
        (b'{"ts": 1}', "it is not what Matomo's"),
        (b"{", "it is not JSON"),
        (b"date,visitors,pageviews,visits\nx,1,1,1\n", "line 2 is no row of an export of plausible"),
        (line().encode() + b"x\n" * 5, "5 of 6 lines are not in the combined format"),
    ],
)
def test_what_is_no_log_and_no_export(piece: Folder, data: bytes, said: str) -> None:
    (piece.root / "file").write_bytes(data)

    result = import_("file")

    assert result.exit_code == 1
    assert said in result.stderr
    assert not (piece.root / "visits").exists()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("daily.csv", "a,b\n", "visits/daily.csv: line 1 must be: date,page,source,views,visits,visitors"),
        ("daily.csv", "date,page,source,views,visits,visitors\nx\n", "visits/daily.csv: line 2 is no row of"),
        ("daily.csv", "date,page,source,views,visits,visitors\n2026-11-20,/,web,1,1,1\n", "'web' is no source; they are: plausible"),
        ("logs.csv", "source,first,last\nlog,2026-11-20T09:00:00,x\n", "visits/logs.csv: a line is no"),
    ],
)  # fmt: skip
def test_records_that_cannot_be_used(piece: Folder, name: str, text: str, said: str) -> None:
    (piece.root / "visits").mkdir()
    (piece.root / "visits" / name).write_text(text, "utf-8")

    result = import_(log(piece, line()))

    assert result.exit_code == 2
    assert said in result.stderr


def test_records_that_are_not_text(piece: Folder) -> None:
    (piece.root / "visits").mkdir()
    (piece.root / "visits" / "daily.csv").write_bytes(b"\xff\xfe")

    result = import_(log(piece, line()))

    assert (result.exit_code, result.stderr) == (
        2, "stories: daily.csv is not UTF-8; take the last version from git\n",
    )  # fmt: skip


def test_records_that_cannot_be_read(piece: Folder) -> None:
    (piece.root / "visits" / "daily.csv").mkdir(parents=True)

    result = import_(log(piece, line()))

    assert result.exit_code == 2
    assert result.stderr.endswith("daily.csv cannot be read: Is a directory\n")


def test_records_that_cannot_be_written_stay_as_they_were(piece: Folder) -> None:
    import_(log(piece, line()))
    before = daily(piece)
    (piece.root / "visits" / "daily.new").mkdir()

    result = import_(log(piece, line(STORY, 7200)))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "stories: visits/ cannot be written: Is a directory\n"
    assert daily(piece) == before


def test_an_archive_of_something_else(piece: Folder) -> None:
    with zipfile.ZipFile(piece.root / "export.zip", "w") as archive:
        archive.writestr("names.csv", "a,b\n1,2\n")

    assert "export.zip: nothing in it is one of these: a log in the combined format" in import_("export.zip").stderr


def test_an_export_that_counts_files_too_gives_pages_alone(piece: Folder) -> None:
    with zipfile.ZipFile(piece.root / "export.zip", "w") as archive:
        archive.writestr("imported_pages_20261101_20261130.csv", PAGES.replace("/stories/a,", "/stories/a/a.pdf,"))
        archive.writestr("imported_visitors_20261101_20261130.csv", VISITORS)

    import_("export.zip")

    assert daily(piece)[-1] == ("2026-11-20", "story-a", "plausible", "7", "4", "3")
    assert len(daily(piece)) == 3


def test_a_name_of_a_server_that_is_none(piece: Folder) -> None:
    result = import_("--server", "Web 2", log(piece, line()))

    assert (result.exit_code, result.stderr.split(";")[0]) == (2, "stories: --server: 'Web 2' is not a server name")


@pytest.mark.usefixtures("piece")
def test_the_report_without_visits() -> None:
    assert report()["visits"] is None
