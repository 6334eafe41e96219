//! The raw ABI as a host sees it: addresses and lengths, right and wrong ones.

use rules_wasm::raw::{alloc, call, free};

const SMALLEST: &str = include_str!("../../../rules-core/doc/smallest.toml");

/// Writes to a block, as a host does.
#[expect(unsafe_code, reason = "a host has the module's memory")]
fn write(block: usize, bytes: &[u8]) {
    let place = std::ptr::with_exposed_provenance_mut::<u8>(block);
    // SAFETY: the tests write to blocks of this size only.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), place, bytes.len()) }
}

/// Reads the answer at a response.
#[expect(unsafe_code, reason = "a host has the module's memory")]
fn read(response: usize) -> String {
    let place = std::ptr::with_exposed_provenance::<u8>(response);
    // SAFETY: a response is its length and that many bytes.
    let bytes = unsafe {
        let length = std::slice::from_raw_parts(place, 4);
        let length = u32::from_le_bytes(length.try_into().unwrap());
        std::slice::from_raw_parts(place.add(4), length as usize)
    };
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn ask(message: &str) -> String {
    let block = alloc(message.len());
    write(block, message.as_bytes());
    let answer = read(call(block, message.len()));
    assert_eq!(free(block), 1);
    answer
}

#[test]
fn a_message_is_answered() {
    assert!(
        ask(&format!("{{\"v\":1,\"op\":\"load\"}}\n{SMALLEST}"))
            .starts_with("{\"v\":1,\"ok\":true,\"ruleset\":1}\n")
    );
    let answer = ask("{\"v\":1,\"op\":\"assess\",\"ruleset\":1}\n{\"amount\": 5000}");
    assert!(
        answer.starts_with("{\"v\":1,\"ok\":true,\"rejected\":false}\n{\"key\":1,\"score\":30,"),
        "{answer}"
    );
}

#[test]
fn a_block_may_be_written_again_and_used_in_part() {
    let block = alloc(200);
    for (header, known) in
        [("{\"v\":1,\"op\":\"about\"}", true), ("{\"v\":1,\"op\":\"info\",\"ruleset\":9}", false)]
    {
        write(block, header.as_bytes());
        let answer = read(call(block, header.len()));
        assert_eq!(answer.contains("\"ok\":true"), known, "{answer}");
    }
    assert_eq!(free(block), 1);
}

#[test]
fn wrong_addresses_and_lengths_are_errors_and_nothing_else() {
    let block = alloc(10);
    let told = |block: usize, length: usize| read(call(block, length));
    assert!(
        told(block, 11).contains(
            "\"code\":\"block\",\"message\":\"a message of 11 bytes does not fit its block of 10\""
        )
    );
    assert!(told(block + 1, 1).contains("\"code\":\"block\",\"message\":\"there is no block at "));
    assert!(told(0, 0).contains("\"code\":\"block\""));
    assert!(told(usize::MAX, usize::MAX).contains("\"code\":\"block\""));
    assert!(told(block, 0).contains("\"code\":\"message\""));
    let response = call(block, 0);
    assert_eq!(free(response), 0, "a response is no block");
    assert_eq!((free(block + 1), free(0)), (0, 0));
    assert_eq!((free(block), free(block)), (1, 0), "twice");
    assert!(told(block, 1).contains("\"code\":\"block\""), "after it was freed");
    assert!(ask("{\"v\":1,\"op\":\"about\"}").contains("\"ok\":true"));
}

#[test]
fn a_block_without_room_is_refused() {
    assert_eq!(alloc(usize::MAX), 0);
    assert_eq!(alloc(isize::MAX.cast_unsigned()), 0);
    let (a, b) = (alloc(0), alloc(0));
    assert!(a != 0 && b != 0 && a != b, "blocks of no bytes are blocks");
    assert_eq!((free(a), free(b)), (1, 1));
}
