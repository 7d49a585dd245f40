"""The opinion in Word as a user of the command gets it."""

from __future__ import annotations

import docx
import pytest
from test_cli import demo, plans, run

__all__ = ["plans"]


@pytest.fixture
def template(tmp_path):
    """An office's paper with the title alone."""
    path = tmp_path / "本局模板.docx"
    document = docx.Document()
    document.add_paragraph("本局文号　{{ 标题 }}")
    document.save(path)
    return path


def test_check_writes_the_opinion_beside_the_other_reports(tmp_path):
    """One document for all upper plans."""
    out = tmp_path / "报告"
    done = run(
        "check", demo("district"), "-a", demo("city"), "-a", demo("province"), "-o", out, "--format", "json,docx"
    )
    assert done.returncode == 0
    names = {path.name for path in out.iterdir()}
    assert names == {"district.衔接审查意见.docx", "district.对照.city.json", "district.对照.province.json"}
    title = docx.Document(str(out / "district.衔接审查意见.docx")).paragraphs[0].text
    assert title == "关于《霁原区“十四五”生态环境保护规划》的衔接审查意见"


def test_the_previous_opinion_is_kept(plans, tmp_path):
    """Someone may have worked in it."""
    upper, lower = plans
    for _ in range(2):
        assert run("check", lower, "-a", upper, "-o", tmp_path / "报告", "--format", "docx").returncode == 0
        (tmp_path / "报告" / "区规划.衔接审查意见.docx").write_bytes(b"notes")
    assert (tmp_path / "报告" / "区规划.衔接审查意见.上一次.docx").read_bytes() == b"notes"


def test_the_opinion_is_written_on_a_template(plans, template, tmp_path):
    """The office's own words stay, the placeholder goes."""
    upper, lower = plans
    done = run("check", lower, "-a", upper, "-o", tmp_path / "报告", "--format", "docx", "--template", template)
    assert done.returncode == 0
    written = docx.Document(str(tmp_path / "报告" / "区规划.衔接审查意见.docx"))
    assert [p.text for p in written.paragraphs] == ["本局文号　关于《临泉区“十四五”生态环境保护规划》的衔接审查意见"]


def test_a_template_without_an_opinion_is_a_mistake(plans, template, tmp_path):
    """The template would go unused."""
    upper, lower = plans
    done = run("check", lower, "-a", upper, "-o", tmp_path / "报告", "--template", template)
    assert done.returncode == 2
    assert "--template" in done.stderr
    assert "docx" in done.stderr


def test_a_template_that_cannot_be_used_is_told_before_the_work(plans, tmp_path):
    """No folder is made, and nothing is aligned."""
    upper, lower = plans
    bad = tmp_path / "坏.docx"
    bad.write_bytes(b"PK")
    done = run("check", lower, "-a", upper, "-o", tmp_path / "报告", "--format", "docx", "--template", bad)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"错误：{bad}：Word 模板")
    assert not (tmp_path / "报告").exists()


def test_the_template_is_not_overwritten(plans, template, tmp_path):
    """Not even if it has the name of the report."""
    upper, lower = plans
    taken = template.rename(tmp_path / "区规划.衔接审查意见.docx")
    done = run("check", lower, "-a", upper, "-o", tmp_path, "--format", "docx", "--template", taken)
    assert done.returncode == 2
    assert "覆盖" in done.stderr
