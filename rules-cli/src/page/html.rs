//! A page as one HTML file that needs nothing beside it: styles inline, no script.

use super::links::{Links, Piece};
use super::{Block, Cell, Column, Line, Page, Section, Shape, Share, Table, Width};

/// How it looks: on a screen, on a phone, in the dark, on paper.
const STYLE: &str = include_str!("page.css");

/// The page as text.
pub fn render(page: &Page) -> String {
    let (locale, title) = (escaped(&page.locale), escaped(&page.title));
    let (contents, links) = (contents(page), Links::of(page));
    let (foot, edition) = (foot(page), edition(page));
    let sections: String =
        page.sections.iter().enumerate().map(|(at, section)| self::section(at, section, &links)).collect();
    format!(
        "<!doctype html>\n<html lang=\"{locale}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <style>\n{STYLE}{foot}</style>\n</head>\n<body>\n<header><h1>{title}</h1>{edition}</header>\n\
         {contents}<main>\n{sections}</main>\n</body>\n</html>\n"
    )
}

fn edition(page: &Page) -> String {
    match page.edition.as_str() {
        "" => String::new(),
        edition => format!("<p class=\"faint\">{}</p>", escaped(edition)),
    }
}

/// What stands at the foot of each printed page, so that a sheet by itself tells whose it is.
fn foot(page: &Page) -> String {
    let both = [page.title.as_str(), &page.edition].into_iter().filter(|text| !text.is_empty());
    let text = both.collect::<Vec<_>>().join(" · ");
    format!("@page {{ @bottom-left {{ content: \"{}\"; }} }}\n", in_css(&text))
}

/// Words within quotes of a style: all but letters and digits that could end them by number.
fn in_css(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' | '<' | '>' | '&' | '/' | '(' => out.push_str(&format!("\\{:06x}", u32::from(c))),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn contents(page: &Page) -> String {
    let link = |(at, section): (usize, &Section)| {
        format!("<li><a href=\"#{}\">{}</a></li>\n", anchor(at), escaped(&section.title))
    };
    let links: String = page.sections.iter().enumerate().map(link).collect();
    format!("<nav aria-label=\"{}\"><ul>\n{links}</ul></nav>\n", escaped(page.contents))
}

fn anchor(at: usize) -> String {
    format!("part-{}", at + 1)
}

fn section(at: usize, section: &Section, links: &Links<'_>) -> String {
    let blocks: String = section.blocks.iter().map(|block| self::block(block, links)).collect();
    format!("<section id=\"{}\">\n<h2>{}</h2>\n{blocks}</section>\n", anchor(at), escaped(&section.title))
}

fn block(block: &Block, links: &Links<'_>) -> String {
    match block {
        Block::Heading(title, id) => {
            let id = if id.is_empty() { String::new() } else { format!(" <code>{}</code>", escaped(id)) };
            format!("<h3>{}{id}</h3>\n", escaped(title))
        }
        Block::Text(cell) => format!("<div class=\"text\">{}</div>\n", of_cell(cell, links)),
        Block::Table(table) => drawn(table, links),
    }
}

fn drawn(table: &Table, links: &Links<'_>) -> String {
    let class = match table.shape {
        Shape::List => "list",
        Shape::Pairs => "pairs",
        Shape::Matrix => "matrix",
    };
    let titles = table.columns.iter().map(|column| match (column.title.as_str(), number(column.width)) {
        ("", _) => "<td></td>".to_owned(),
        (title, number) => format!("<th scope=\"col\"{number}>{}</th>", escaped(title)),
    });
    let head = match table.shape {
        Shape::Pairs => String::new(),
        _ => format!("<thead><tr>{}</tr></thead>\n", titles.collect::<String>()),
    };
    let rows: String = table.rows.iter().map(|cells| row(table, cells, links)).collect();
    format!(
        "<div class=\"wide\"{}><table class=\"{class}\">\n{}{head}<tbody>\n{rows}</tbody>\n</table></div>\n",
        // What can only be scrolled must be reached without a mouse.
        if table.shape == Shape::Matrix { " tabindex=\"0\"" } else { "" },
        widths(table)
    )
}

/// The columns' widths, in hundredths of the table's; other tables than lists find their own.
fn widths(table: &Table) -> String {
    if table.shape != Shape::List {
        return String::new();
    }
    let all: u32 = table.columns.iter().map(|column| column.width.shares()).sum();
    let column = |column: &Column| {
        format!(
            "<col style=\"width:{}%\">",
            (100 * column.width.shares()).checked_div(all).unwrap_or_default()
        )
    };
    format!("<colgroup>{}</colgroup>\n", table.columns.iter().map(column).collect::<String>())
}

/// A row; each cell has its column's title, which a narrow page shows beside it.
fn row(table: &Table, cells: &[Cell], links: &Links<'_>) -> String {
    let mut out = String::from("<tr>");
    for (at, (column, cell)) in table.columns.iter().zip(cells).enumerate() {
        let inside = of_cell(cell, links);
        if at == 0 {
            out.push_str(&format!("<th scope=\"row\">{inside}</th>"));
            continue;
        }
        let label = match table.shape {
            Shape::List if !inside.is_empty() => format!(" data-label=\"{}\"", escaped(&column.title)),
            _ => String::new(),
        };
        out.push_str(&format!("<td{}{label}>{inside}</td>", number(column.width)));
    }
    out + "</tr>\n"
}

fn number(width: Width) -> &'static str {
    if width == Width::Number { " class=\"number\"" } else { "" }
}

fn of_cell(cell: &Cell, links: &Links<'_>) -> String {
    cell.lines.iter().map(|line| of_line(line, links)).collect()
}

fn of_line(line: &Line, links: &Links<'_>) -> String {
    match line {
        Line::Text(text) => format!("<p>{}</p>", escaped(text)),
        Line::Code(text) => format!("<p><code>{}</code></p>", linked(text, links)),
        Line::Name(name) => format!("<p><code id=\"name-{0}\">{0}</code></p>", escaped(name)),
        Line::Faint(text) => format!("<p class=\"faint\">{}</p>", escaped(text)),
        Line::Bar(text, share) => bar(text, *share),
        Line::Level(text, rank) => format!(
            "<p class=\"level step-{}\"><span class=\"marks\" aria-hidden=\"true\">{}</span> {}</p>",
            rank.step(),
            rank.marks(),
            escaped(text)
        ),
    }
}

/// A number over its bar; the number says it all, so that a reader of the page aloud skips the bar.
fn bar(text: &str, share: Share) -> String {
    let width = share.css();
    format!(
        "<p>{}</p><span class=\"bar\" aria-hidden=\"true\"><span style=\"width:{width}\"></span></span>",
        escaped(text)
    )
}

/// An expression whose names lead to where the page explains them.
fn linked(text: &str, links: &Links<'_>) -> String {
    let piece = |piece| match piece {
        // A line may end here, so that it does not end within a name.
        Piece::Plain(".") => "<wbr>.".to_owned(),
        Piece::Plain("(") => "(<wbr>".to_owned(),
        Piece::Plain(text) => escaped(text),
        Piece::Name(name) => format!("<a href=\"#name-{0}\">{0}</a>", escaped(name)),
    };
    links.pieces(text).into_iter().map(piece).collect()
}

/// Words that mean nothing to HTML, in text and in quoted attributes. Control characters are no text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
