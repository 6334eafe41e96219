//! `rules score` on CSV: cells by declared type, nothing guessed, nothing shifted.

use crate::support::{file, folder, score};

/// Scores CSV from standard input.
fn csv(text: impl AsRef<[u8]>) -> crate::support::Ran {
    score(
        &["-q", "--input", "csv", "--keep", "id,amount,channel,code_told,means,narrative", "-"],
        text.as_ref(),
    )
}

#[test]
fn columns_are_fields_by_name_or_path() {
    for header in ["amount", "/report/amount", "report.amount", "\u{FEFF}amount"] {
        let ran = csv(format!("{header}\n5000\n"));
        assert_eq!((ran.code, &ran.json()[0]["level"]), (0, &"high".into()), "{header}: {}", ran.err);
    }
    let none = csv("金额;渠道\n1;2\n");
    assert_eq!(none.code, 3);
    assert!(none.err.contains("no column is a field") && none.err.contains("`amount`"), "{}", none.err);
}

#[test]
fn cells_become_what_their_field_is() {
    let ran = csv("id,amount,channel,code_told,means,narrative\r\n\
         007,12.50,phone,是,wallet; crypto,\"他说：\"\"转,账\"\"\r\n第二行\"\r\n\
         8,,null,0,[],\r\n\
         9,\"12,500\",telex,yes,cash,null\r\n");
    assert_eq!(ran.code, 1);
    let lines = ran.json();
    assert_eq!(lines.len(), 3);
    let kept = serde_json::json!({
        "id": "007", "amount": 12.5, "channel": "phone", "code_told": true, "means": ["wallet", "crypto"],
        "narrative": "他说：\"转,账\"\r\n第二行",
    });
    assert_eq!((&lines[0]["key"], &lines[0]["kept"]), (&"007".into(), &kept));
    let second = serde_json::json!({"id": "8", "channel": null, "code_told": false, "means": []});
    assert_eq!(lines[1]["kept"], second);
    let faults: Vec<&str> =
        lines[2]["inputErrors"].as_array().unwrap().iter().map(|it| it["field"].as_str().unwrap()).collect();
    assert_eq!(faults, ["amount", "channel", "code_told", "means"]);
}

#[test]
fn rows_of_another_width_are_refused_rather_than_shifted() {
    let ran = csv("id,amount,channel\na,5000\nb,1,phone,x\nc,1,phone,,\nd,9000,phone\n");
    assert_eq!(ran.code, 2);
    let lines = ran.json();
    assert_eq!(lines[0]["error"]["found"], "2 cells");
    assert_eq!(lines[1]["error"]["found"], "4 cells");
    assert_eq!(lines[2]["key"], "c", "empty cells at the end are a spreadsheet's habit");
    assert_eq!((&lines[3]["key"], &lines[3]["level"]), (&"d".into(), &"high".into()));
}

#[test]
fn a_quote_that_never_closes_is_said() {
    let ran = csv("id,amount,narrative\na,1,\"open\nb,2,x\nc,3,y\n");
    assert_eq!(ran.code, 2);
    assert_eq!(ran.json()[0]["error"]["expected"], "a closing quote");
}

#[test]
fn other_encodings_are_said() {
    let gbk_header = csv(b"\xbd\xf0\xb6\xee,amount\n1,2\n");
    assert!(gbk_header.code == 3 && gbk_header.err.contains("GBK"), "{}", gbk_header.err);
    let gbk_cell = csv(b"id,narrative\na,\xc4\xe3\nb,ok\n");
    assert_eq!(gbk_cell.code, 2);
    assert_eq!(gbk_cell.json()[0]["error"]["code"], "I421");
    assert_eq!(gbk_cell.json()[1]["key"], "b");
    let utf16: Vec<u8> = "\u{FEFF}id,amount\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert!(csv(utf16).err.contains("UTF-16"));
}

#[test]
fn empty_files_and_headers_alone_give_nothing() {
    for text in ["", "id,amount\n"] {
        let ran = csv(text);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{text}");
    }
}

#[test]
fn a_row_that_never_ends_is_not_held() {
    let mut text = b"id,amount,narrative\na,1,\"".to_vec();
    text.resize(40_000_000, b'x');
    text.extend_from_slice(b"\"\nb,5000,\n");
    let ran = csv(text);
    assert_eq!(ran.json()[0]["error"]["code"], "I422");
    assert_eq!((&ran.json()[1]["key"], &ran.json()[1]["level"]), (&"b".into(), &"high".into()));
}

#[test]
fn records_in_a_second_file_are_joined_by_key() {
    let folder = folder("records");
    let reports = file(&folder, "reports.csv", "id,amount,transfers\na,1,\nb,1,\nc,1,[]\n");
    let rows = file(&folder, "rows.csv", "paid,id\n600,a\n500,a\n7,nobody\n");
    let records = format!("transfers={rows}");
    let ran = score(&["--keep", "transfers", "--records", &records, &reports], b"");
    let lines = ran.json();
    assert_eq!((ran.code, lines.len()), (0, 3));
    assert_eq!(lines[0]["kept"]["transfers"], serde_json::json!([{"paid": 600}, {"paid": 500}]));
    assert_eq!(lines[0]["hits"][0]["id"], "paid");
    assert!(lines[1]["open"]["fields"].to_string().contains("transfers"), "no row is unknown, not none");
    assert!(!lines[2]["open"]["fields"].to_string().contains("transfers"), "`[]` is none");
    assert!(ran.err.contains("1 rows of") && ran.err.contains("`nobody`"), "{}", ran.err);
    let unknown = score(&["--records", &format!("transfer={rows}"), &reports], b"");
    assert!(unknown.code == 3 && unknown.err.contains("did you mean `transfers`?"), "{}", unknown.err);
    let no_key = score(&["--key", "number", "--records", &records, &reports], b"");
    assert!(no_key.code == 3 && no_key.err.contains("key column `number`"), "{}", no_key.err);
}

#[test]
fn records_go_with_csv_only() {
    let folder = folder("records-jsonl");
    let rows = file(&folder, "rows.csv", "id,paid\na,600\n");
    let ran = score(&["--records", &format!("transfers={rows}"), "-"], b"{\"id\":\"a\"}");
    assert!(ran.code == 3 && ran.err.contains("CSV"), "{}", ran.err);
}
