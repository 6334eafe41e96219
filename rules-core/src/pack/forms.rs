//! What each type of a ruleset is in a pack: its parts in their order. What stands after `;` stays behind, or is told: it
//! is read after all that scores, by builds with explanations.

use super::packed::{packed_enum, packed_struct, told_struct};
use crate::explain::lens;
use crate::lower::{index, program};
use crate::parse::{ast, document};
use crate::ruleset::{self, typed};
use crate::source::Span;
use crate::text::NotAfter;

packed_struct!(ruleset::Model: id version languages title effective until utc_offset base min max params enums fields
    scripts levels deadlines entries; clock remedy sources terms patterns features groups actions properties cases);
told_struct!(ruleset::Model: clock remedy sources terms patterns features groups actions; params enums fields levels
    deadlines entries);
packed_enum!(ruleset::Part: 0 Plain(text) 1 Value(value));
packed_struct!(ruleset::EnumType: names; texts);
told_struct!(ruleset::EnumType: texts);
packed_struct!(ruleset::Range: min max);
packed_struct!(ruleset::Field: name ty range path was sensitive max_items items; title ask unit relevant cost
    source_of_fact span);
told_struct!(ruleset::Field: title ask unit relevant cost source_of_fact; items);
packed_struct!(ruleset::Param: name ty value range; title unit);
told_struct!(ruleset::Param: title unit);
packed_struct!(ruleset::TermList: name terms);
packed_struct!(ruleset::Pattern: name pattern sensitive);
packed_struct!(ruleset::Feature: name expr text);
packed_struct!(ruleset::Script: name params returns body; span);
packed_struct!(ruleset::Group: id take min max);
packed_struct!(ruleset::Level: id from; title respond_within actions span);
told_struct!(ruleset::Level: title respond_within actions);
packed_struct!(ruleset::Action: id kind title who within);
packed_struct!(ruleset::LegalSource: id title status in_force until checked);
packed_struct!(ruleset::Basis: source clause);
packed_enum!(ruleset::Points: 0 Fixed(points) 1 Computed(points range));
packed_struct!(ruleset::Outcome: points group floor actions reason reason_assumed basis; span);
packed_enum!(ruleset::BinTest: 0 Unknown 1 Rest 2 Below(edge) 3 UpTo(edge) 4 Is(values));
packed_struct!(ruleset::Axis: value text bins);
packed_enum!(ruleset::Test: 0 Deadline(index) 1 When { when text each count } 2 Bins(axis) 3 Table(rows columns));
packed_struct!(ruleset::Entry: id; status from until about test outcomes span);
told_struct!(ruleset::Entry: status from until about test outcomes);
packed_enum!(ruleset::Days: 0 Fixed(days) 1 Param(index) 2 Field(index));
packed_struct!(ruleset::Deadline: id; title whose start days working extend pause done soon roll basis);
told_struct!(ruleset::Deadline: title whose start days working extend pause done soon roll basis);

packed_enum!(typed::Type: 0 Bool 1 Int 2 Num 3 Enum(index) 4 Text 5 Date 6 Datetime 7 Duration 8 EnumList(index)
    9 TextList 10 Records(field));
packed_enum!(typed::Const: 0 Bool(value) 1 Int(value) 2 Num(value) 3 Enum(value) 4 Text(value) 5 Date(value)
    6 Datetime(value) 7 Duration(value));
packed_enum!(typed::Function: 0 Minutes 1 Hours 2 Days 3 DateOf 4 HourOf 5 YearOf 6 MonthOf 7 Abs 8 Min 9 Max 10 Round
    11 Floor 12 Ceil 13 ToInt);
packed_enum!(typed::Aggregate: 0 Any 1 Count 2 Sum 3 Min 4 Max 5 Kinds 6 Most);
packed_struct!(typed::Typed: kind ty; span);
packed_enum!(typed::Kind: 0 AsOf 1 Const(value) 2 Field(index) 3 Item(index) 4 Param(index) 5 Feature(index)
    6 DeadlineState(index) 7 DeadlineDaysLeft(index) 8 DeadlineDue(index) 9 Not(a) 10 And(all) 11 Or(all)
    12 Compare(op a b) 13 Arith(op a b) 14 Neg(a) 15 Widen(a) 16 Default(a b) 17 If(a b c) 18 InSet(a set)
    19 InRange(a low high included) 20 Contains(a value) 21 Len(a) 22 Mentions(a list) 23 MentionsNotAfter(a list not)
    24 CountTerms(a list) 25 Matches(a pattern) 26 Aggregate(list aggregate body) 27 Call(function all)
    28 Script(index all));

packed_enum!(ast::BinaryOp: 0 Eq 1 Ne 2 Lt 3 Le 4 Gt 5 Ge 6 Add 7 Sub 8 Mul 9 Div 10 Rem);
packed_enum!(document::SourceStatus: 0 Read 1 Secondary 2 Unconfirmed);
packed_enum!(document::Numeral: 0 Int(value) 1 Num(value));
packed_enum!(document::Cost: 0 Seen 1 Asked 2 Measured 3 Office);
packed_enum!(document::SourceOfFact: 0 Observed 1 Told 2 OfficeRecord);
packed_enum!(document::Take: 0 Sum 1 Best);
packed_enum!(document::Status: 0 Active 1 Shadow 2 Retired);
packed_enum!(document::About: 0 Handling 1 Harm);
packed_enum!(document::Whose: 0 Office 1 Citizen);
packed_enum!(document::ActionKind: 0 Answer 1 Mediate 2 Inspect 3 Warn 4 Protect 5 Repair 6 Relieve 7 ReportHazard);

packed_struct!(program::Program: nodes traits code texts cells relevance deadlines entries index groups memos fields
    slots; text lens properties);
packed_enum!(program::Cmp: 0 Eq 1 Ne 2 Lt 3 Le 4 Gt 5 Ge);
packed_enum!(program::Op: 0 Add 1 Sub 2 Mul 3 Div 4 Rem);
packed_enum!(program::Node: 0 Const(bits) 1 TextConst(index) 2 Slot(slot) 3 Item(slot) 4 Cond(start) 5 CompareI(cmp a b)
    6 CompareF(cmp a b) 7 CompareT(equal a b) 8 ArithI(op a b) 9 ArithF(op a b) 10 Difference(dates a b)
    11 Shift(later a b) 12 Durations(added a b) 13 NegI(a) 14 NegF(a) 15 Widen(a) 16 Default(a b) 17 If(a b c)
    18 OneOf(a set) 19 OneOfT(a set) 20 BetweenI(a low high included) 21 BetweenF(a low high included)
    22 Contains(a bits) 23 ContainsT(a text) 24 Len(a) 25 Mentions(a list) 26 NotAfter(a pair) 27 CountTerms(a list)
    28 Matches(a pattern) 29 Aggregate(slot aggregate body number) 30 CountIs(slot body cmp other first)
    31 Call(function a b numbers) 32 Script(index all) 33 DeadlineIs(index states) 34 DeadlineState(index)
    35 DaysLeft(index) 36 Due(index));
packed_struct!(program::Traits: has_default reads_item reads_incident may_fail passes_failure);
packed_enum!(program::Atom: 0 Bool(slot) 1 CompareI(cmp slot value) 2 CompareF(cmp slot value) 3 Among(slot set)
    4 Mentions(slot cell list) 5 NotAfter(slot cell pair) 6 Matches(slot cell pattern) 7 Node(node));
packed_struct!(program::Branch: atom yes no negated);
packed_enum!(program::Points: 0 Fixed(points) 1 Computed(node low high));
packed_struct!(program::Outcome: points group floor is_hit);
packed_enum!(program::BinTest: 0 Unknown 1 Rest 2 EdgeI(node included) 3 EdgeF(node included) 4 Is(values));
packed_struct!(program::Axis: value bins unknown);
packed_enum!(program::Test: 0 When(start) 1 Each(slot start count) 2 Bins(axis) 3 Table(rows columns) 4 Deadline(index));
packed_struct!(program::Entry: model shadow dates test has_default may_fail outcomes spread top_floor fields
    item_fields);
packed_enum!(program::Days: 0 Fixed(days) 1 Slot(slot));
packed_struct!(program::Deadline: start done days working extend pause soon roll);
packed_struct!(program::Group: best min max);
packed_struct!(index::Index: all fields texts);
packed_struct!(index::FieldMasks: slot is_number edges masks);
packed_struct!(index::TextMasks: slot cell others lists);

packed_struct!(lens::Lens: entries features);
packed_enum!(lens::LensTest: 0 When(part) 1 Each(list part) 2 Axes(parts) 3 Deadline(index));
packed_struct!(lens::Part: node ty span shape reads defaults);
packed_enum!(lens::Shape: 0 Leaf 1 All(parts) 2 Any(parts) 3 Not(part) 4 Feature(index) 5 Items(list part));
packed_struct!(lens::DefaultPart: value span default ty reads);
packed_enum!(lens::Read: 0 Field(field) 1 Item(list field all) 2 Param(index) 3 AsOf 4 Feature(index) 5 Deadline(index)
    6 Terms(text list negators) 7 Pattern(text pattern));
packed_enum!(lens::TextOf: 0 Field(field) 1 Item(list field all));
packed_struct!(Span: start end);
packed_struct!(NotAfter: terms negators);
