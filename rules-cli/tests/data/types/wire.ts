// Written by `rules types` for the wire, version 1, of engine 0.1.0. Not to be edited.

/** Whether a rule speaks of the harm, or of how the matter was handled. */
export type About = "handling" | "harm";

/** A service to be done. */
export interface ActionDetail {
  /** Its id. */
  id: string;
  /** Its kind, of the closed set. */
  kind: ActionKind;
  /** Its title. */
  title: Texts;
  /** The hits that ask for it. */
  askedBy: string[];
  /** Whether the level asks for it. */
  byLevel: boolean;
  /** Until when. */
  limit?: Limit;
  /** Who does it. */
  who?: Texts;
}

/** What an action does: a service, of a closed set. */
export type ActionKind =
  | "answer"
  | "mediate"
  | "inspect"
  | "warn"
  | "protect"
  | "repair"
  | "relieve"
  | "report_hazard";

/** A fact that is changed. */
export interface Altered {
  /** The field, by its name, or as `cracks[0].width`; an item as `cracks[0]`. */
  field: string;
  /** What it is then. */
  then: Then;
}

/** An answer, and what it leads to: nothing that is still possible then lies beyond the ends. */
export type Answer = {
  /** The lowest and the highest score that are possible then. */
  score: [number, number];
  /** The lowest and the highest level, by id. */
  level: [string, string];
} & (
  /** One of these values. */
  | { is: Json[] }
  /** A number or a time between two ends. */
  | { within: Within }
  /** A text that mentions one of these terms, by the name of their list. */
  | { mentions: string }
  /** A text that matches a pattern, by its name. */
  | { matches: string }
  /** A list that has this value. */
  | { has: Json }
  /** A list of records with what this rule asks for, by its id. */
  | { meets: string }
  /** A list of records: none (0), or at least one (1). */
  | {
      /** @minimum 0 */
      items: number;
    }
);

/** An answer, and what it leads to. */
export interface AnswerDetail {
  /** The answer in words; empty where it has none that people know. */
  text: Texts;
  /** Whether the level cannot be as low any more as it may now. */
  rises: boolean;
  /** What the level can be then, where that is less than what it can be now. */
  leadsTo?: Texts;
}

/** An assessment. The members up to `receipt` are always there, in this order. */
export interface Assessment {
  /** The incident's own key, or its number. */
  key: Key;
  /** The present score. */
  score: number;
  /** The present level. */
  level: string;
  /** How high it may still be. */
  ceiling: Ceiling;
  /** Whether no answer can change the level. */
  settled: boolean;
  /** What fired, in the file's order. */
  hits: Hit[];
  /** What is not known. */
  open: Open;
  /** All deadlines. */
  deadlines: DeadlineStatus[];
  /** Values that could not be used. */
  inputErrors: InputFault[];
  /** Whether a value could not be used, or a rule failed. */
  incomplete: boolean;
  /** What the assessment was made with. */
  receipt: Receipt;
  /** How low and how high it may still be, where it was asked for; `ceiling` and `settled` are sharpened by it. */
  bounds?: Bounds;
  /** Rules that failed. */
  failed?: Failure[];
  /** `false` where the ruleset is not in force on the day. */
  inForce?: boolean;
  /** The facts worth asking for, best first, where they were asked for. */
  next?: Question[];
  /** Shadow rules that would have fired. */
  shadow?: Hit[];
  /** Names that are close to a declared one. */
  warnings?: NearMiss[];
}

/** What stood for a value that is not known. */
export interface Assumption {
  /** The fields that are not known. */
  fields: string[];
  /** Their titles. */
  titles: Texts[];
  /** What is not known, as written: a field, or what is computed from it. */
  expression: string;
  /** What was taken instead; none where unknown values have points of their own. */
  taken?: Shown;
}

/** An area under the ROC curve and its uncertainty. */
export interface Auc {
  /** The chance that a positive has the higher score than a negative, equal scores counted half. */
  value: number;
  /**
   * The 95 % interval, within 0 and 1.
   * @maxItems 2
   */
  interval: number[] | null;
}

/** A source and the clause in it. */
export interface BasisDetail {
  /** The source's id. */
  source: string;
  /** Its title. */
  title: Texts;
  /** `read`: the clause itself was read; `secondary`: on another page; `unconfirmed`. */
  status: SourceStatus;
  /** Article or clause. */
  clause?: string;
}

/**
 * Why a rule did not fire.
 * - `false`: Its condition does not hold.
 * - `unknown`: Its condition is unknown.
 * - `notApplicable`: What it asks for does not apply.
 * - `failed`: It could not be computed.
 * - `notInForce`: The day is outside its dates.
 * - `bin`: Its value is in a bin or cell that gives no reason.
 * - `deadline`: Its deadline is not late, nor soon.
 */
export type Because = "false" | "unknown" | "notApplicable" | "failed" | "notInForce" | "bin" | "deadline";

/** Recall at a rate of false positives. */
export interface BestThreshold {
  /**
   * At most so many percent of the negatives are flagged.
   * @minimum 0
   */
  percent: number;
  /** What is flagged then. */
  flagged: Flagged;
}

/** How low and how high an incident may still score. */
export interface Bounds {
  /** The score. */
  score: Int64Range;
  /** The level, by its id. */
  level: StringRange;
}

/** A calendar as it is written. */
export interface CaseCalendar {
  /** The id that its author gave it. */
  id: string;
  /** The years that it knows all days of. */
  years: number[];
  /** Days off, such as `2026-01-01`. */
  holidays: string[];
  /** Working days that would be days off. */
  workdays: string[];
  /** Where its days were announced. */
  source?: string;
}

/** What cases reach. */
export interface CaseCoverage {
  /** Rules, bins, cells and states of deadlines that can be hits, in the file's order. */
  outcomes: OutcomeCoverage[];
  /** Values that conditions and bins compare with, in the file's order. */
  thresholds: ThresholdCoverage[];
}

/** Something that is another than a case states. */
export interface CaseDifference {
  /** Of what kind. */
  what: CaseDifferenceKind;
  /** What was found: of a missing hit whether its rule is `false`, `open` or `failed`, of one too many its points. */
  found: string;
  /** The same in one line. */
  text: Texts;
  /** What is stated; none for hits and for what cannot be read. */
  expected?: string;
  /** The rule or the deadline. */
  id?: string;
}

/**
 * What is another than stated.
 * - `score`: The score.
 * - `level`: The level.
 * - `levelUpTo`: The level of the ceiling.
 * - `settled`: Whether no answer can change the level.
 * - `incomplete`: Whether a value could not be used, or a rule failed.
 * - `deadline`: Where a deadline stands.
 * - `missingHit`: A rule should fire and does not.
 * - `extraHit`: A rule fires and should not.
 * - `incident`: The incident cannot be read.
 */
export type CaseDifferenceKind =
  | "score"
  | "level"
  | "levelUpTo"
  | "settled"
  | "incomplete"
  | "deadline"
  | "missingHit"
  | "extraHit"
  | "incident";

/** Where a case stands. */
export type CasePlace =
  /** In the ruleset's own file. */
  | {
      in: "ruleset";
      /** Where, in bytes. */
      span: Span;
      /** Where, in lines and UTF-16 columns. */
      range: Ends;
    }
  /** In `cases.jsonl`. */
  | {
      in: "lines";
      /**
       * The line, from 1.
       * @minimum 0
       */
      line: number;
    };

/** What came of all cases of a ruleset. */
export interface CaseReport {
  /** Those that were run, in their order. */
  cases: RanCase[];
  /** Those that could not be, by place. */
  unusable: UnusableCase[];
  /**
   * How many of those that were run pass.
   * @minimum 0
   */
  passed: number;
  /**
   * How many do not.
   * @minimum 0
   */
  failed: number;
  /** What they reach, all together. */
  coverage: CaseCoverage;
}

/** A sound upper score and level. */
export interface Ceiling {
  /** A score that no completion exceeds. */
  score: number;
  /** A level that no completion exceeds. */
  level: string;
}

/** A change, and what it leads to. */
export interface ChangeDetail {
  /** What is changed, all of it together. */
  facts: Altered[];
  /** The score then. */
  score: number;
  /** The level then, by id. */
  level: string;
  /** The change and the level then, in words. */
  text: Texts;
}

/**
 * The stable code of a diagnostic.
 * - `E101`: the file is not UTF-8
 * - `E102`: the file is not TOML
 * - `E103`: over a limit
 * - `E104`: unknown key
 * - `E105`: missing key
 * - `E106`: wrong kind of value
 * - `E107`: not a name
 * - `E108`: not an id
 * - `E109`: unknown format
 * - `E110`: syntax error in an expression
 * - `E111`: full-width character where ASCII was meant
 * - `E112`: expression too long or too deep
 * - `E113`: not a date, time or duration
 * - `E114`: pattern does not compile
 * - `E115`: term that cannot be found
 * - `E116`: name given twice
 * - `E117`: construct that conditions do not allow
 * - `E118`: path that is no pointer
 * - `E119`: value outside a closed list
 * - `E120`: template that does not close
 * - `E121`: number out of range
 * - `E201`: unknown name
 * - `E202`: wrong type
 * - `E203`: values of different types compared
 * - `E204`: enum value that is not listed
 * - `E205`: missing translation
 * - `E206`: bins overlap
 * - `E207`: bins leave a gap
 * - `E208`: levels out of order
 * - `E209`: level out of reach
 * - `E210`: rule that can never fire
 * - `E211`: points may be unknown
 * - `E212`: assumed hit without a reason
 * - `E213`: hit without a reason
 * - `E214`: basis missing
 * - `E215`: basis unconfirmed
 * - `E216`: basis not in force
 * - `E217`: case names what does not exist
 * - `E218`: input that identifies or profiles a person
 * - `E219`: exception without a written reason
 * - `E220`: unknown function or method
 * - `E221`: wrong number of arguments
 * - `E222`: paths that cover each other
 * - `E223`: definition that needs itself
 * - `E224`: item field out of scope
 * - `E225`: range that is empty
 * - `E226`: table of the wrong shape
 * - `E227`: script that does not compile
 * - `E228`: constant that always fails
 * - `E229`: property that does not hold
 * - `E230`: property about a field without an order
 * - `W301`: integer division
 * - `W302`: computed value compared at an exact edge
 * - `W303`: nobody uses this
 * - `W304`: two rules with the same condition
 * - `W305`: script that runs on the interpreter
 * - `W306`: rule that must always fire
 * - `W307`: term given twice
 * - `W308`: term contained in another
 * - `W309`: default that is never needed
 * - `W310`: level that no rule reaches
 * - `W311`: case with a value that cannot be used
 * - `W312`: rule that never fires
 * - `W313`: rule that never matters
 * - `W314`: rules that always fire together
 * - `I401`: wrong type of value
 * - `I402`: value out of range
 * - `I403`: enum value that is not listed
 * - `I404`: key given twice
 * - `I405`: not a date, time or duration
 * - `I406`: number that cannot be represented
 * - `I407`: too many items
 * - `I408`: text too long
 * - `I409`: name close to a declared one
 * - `I420`: line that is no JSON object
 * - `I421`: line that is not UTF-8
 * - `I422`: line too long
 * - `I430`: context that does not fit the ruleset
 * - `R501`: integer overflow
 * - `R502`: division by zero
 * - `R503`: result that is not finite
 * - `R504`: integer beyond 2^53 mixed with numbers
 * - `R505`: date or time out of range
 * - `R506`: script failed
 * - `R507`: script over a limit
 * - `P601`: not a pack
 * - `P602`: pack of another format
 * - `P603`: damaged pack
 * - `P604`: pack with scripts for a build that runs none
 */
export type Code =
  | "E101"
  | "E102"
  | "E103"
  | "E104"
  | "E105"
  | "E106"
  | "E107"
  | "E108"
  | "E109"
  | "E110"
  | "E111"
  | "E112"
  | "E113"
  | "E114"
  | "E115"
  | "E116"
  | "E117"
  | "E118"
  | "E119"
  | "E120"
  | "E121"
  | "E201"
  | "E202"
  | "E203"
  | "E204"
  | "E205"
  | "E206"
  | "E207"
  | "E208"
  | "E209"
  | "E210"
  | "E211"
  | "E212"
  | "E213"
  | "E214"
  | "E215"
  | "E216"
  | "E217"
  | "E218"
  | "E219"
  | "E220"
  | "E221"
  | "E222"
  | "E223"
  | "E224"
  | "E225"
  | "E226"
  | "E227"
  | "E228"
  | "E229"
  | "E230"
  | "W301"
  | "W302"
  | "W303"
  | "W304"
  | "W305"
  | "W306"
  | "W307"
  | "W308"
  | "W309"
  | "W310"
  | "W311"
  | "W312"
  | "W313"
  | "W314"
  | "I401"
  | "I402"
  | "I403"
  | "I404"
  | "I405"
  | "I406"
  | "I407"
  | "I408"
  | "I409"
  | "I420"
  | "I421"
  | "I422"
  | "I430"
  | "R501"
  | "R502"
  | "R503"
  | "R504"
  | "R505"
  | "R506"
  | "R507"
  | "P601"
  | "P602"
  | "P603"
  | "P604";

/** Something that may be written. */
export interface Completion {
  /** The name to choose by. */
  label: string;
  /** What kind of thing it is. */
  kind: CompletionKind;
  /** Kind and type, unit and range, or how it is called. */
  detail: string;
  /** What to put where. */
  edit: Edit;
  /**
   * Where the cursor goes then, in characters from the start of what is put, which is ASCII up to there.
   * @minimum 0
   */
  caret: number;
  /** What people read: title, question, meaning. */
  info?: string;
}

/**
 * What kind of thing may be written.
 * - `key`: A key of the file.
 * - `section`: A section of the file.
 * - `word`: A word of a closed list.
 * - `function`: A function or method.
 * - `name`: Something that the ruleset names.
 * - `value`: A value of an enum field.
 */
export type CompletionKind = "key" | "section" | "word" | "function" | "name" | "value";

/** A part of a condition. */
export interface ConditionPart {
  /** As written. */
  text: string;
  /** Whether it holds. */
  truth: Truth;
  /** The item it was put to, as `transfers[0]`. */
  item?: string;
  /** The parts of it that are responsible. */
  parts?: ConditionPart[];
  /** What it read. */
  values?: Reading[];
}

/** What it costs to ask for a field. */
export type Cost = "seen" | "asked" | "measured" | "office";

/** A deadline. */
export interface DeadlineDetail {
  /** Its id. */
  id: string;
  /** Its title. */
  title: Texts;
  /** Whose term it is. */
  whose: Whose;
  /** `not_started`, `met`, `running`, `soon`, `late` or `unknown`. */
  state: DeadlineState;
  /** Whether the day that it runs from is known: what has not begun concerns nobody yet. */
  begun: boolean;
  /** False where that day is certainly not relevant to the report. */
  applies: boolean;
  /** Fields without which its state is not known. */
  waitsFor: Texts[];
  /** What it rests on. */
  basis: BasisDetail[];
  /** Days to it; negative when it is past. */
  daysLeft?: number;
  /** Its last day. */
  due?: string;
}

/** Where a deadline stands. */
export type DeadlineState = "not_started" | "met" | "running" | "soon" | "late" | "unknown";

/** Where a deadline stands. */
export interface DeadlineStatus {
  /** Its id. */
  id: string;
  /** `not_started`, `met`, `running`, `soon`, `late` or `unknown`. */
  state: DeadlineState;
  /** The last day. */
  due: string | null;
  /** Days to it; negative when it is past. */
  daysLeft: number | null;
}

/** What an assessment rests on. */
export interface Details {
  /** The languages of all texts, in the ruleset's order. */
  languages: string[];
  /** Title of the ruleset. */
  title: Texts;
  /** The present level. */
  level: LevelDetail;
  /** The level of the ceiling. */
  ceiling: LevelDetail;
  /** All levels, from the lowest, with their limits if they were the present one. */
  levels: LevelDetail[];
  /** How the score adds up. */
  score: ScoreDetail;
  /** What fired, in the file's order. */
  hits: HitDetail[];
  /** Shadow rules that would have fired. */
  shadow: HitDetail[];
  /** Why the others did not fire: those that `WhyNot` asks for, in the file's order. */
  whyNot: NotHit[];
  /** What to ask next, in the order of `assessment.next`. */
  next: NextDetail[];
  /** What is not known, in the order of `assessment.open.fields`. */
  open: OpenDetail[];
  /**
   * Open fields that rules wait for: those to ask next first, then by what may come of them: the highest floor,
   * then the most points, then the least cost of asking.
   */
  weighty: string[];
  /** Rules that wait for it, with the most that each may still give. */
  openRules: OpenRuleDetail[];
  /** All deadlines. */
  deadlines: DeadlineDetail[];
  /** Values that could not be used. */
  inputErrors: InputErrorDetail[];
  /** Rules that failed. */
  failed: FailedDetail[];
  /** What to do: by time limit, then the file's order, once each. */
  actions: ActionDetail[];
  /** How to correct a fact or object. */
  remedy?: Texts;
}

/** A diagnostic as editors need it: each `span` in bytes has its `range` in lines and UTF-16 columns beside it. */
export interface Diagnostic {
  /** The stable code. */
  code: Code;
  /** What the code means, in a few words. */
  title: string;
  /** Error or warning. */
  severity: Severity;
  /** One lower-case sentence without a full stop; what the author wrote in backticks. */
  message: string;
  /** Where, in bytes. */
  span: Span;
  /** Where, in lines and columns. */
  range: Ends;
  /** What was expected there. */
  expected?: string;
  /** The change that mends it. */
  fix?: DiagnosticFix;
  /** What was found instead. */
  found?: string;
  /** What to do. */
  help?: string;
  /** What to say at that place; often what was found there. */
  label?: string;
  /** Further places. */
  labels?: DiagnosticLabel[];
}

/** A change that mends the mistake. */
export interface DiagnosticFix {
  /** What to take out, in bytes. */
  span: Span;
  /** What to take out, in lines and columns. */
  range: Ends;
  /** What to put there. */
  replacement: string;
}

/** A further place that explains the first one. */
export interface DiagnosticLabel {
  /** Where, in bytes. */
  span: Span;
  /** Where, in lines and columns. */
  range: Ends;
  /** What is to be seen there. */
  text: string;
}

/** What differs between two rulesets. */
export interface Difference {
  /** The old ruleset. */
  old: Edition;
  /** The new one. */
  new: Edition;
  /** Whether an incident may be assessed otherwise: whether a change or an affected rule weighs. */
  weighs: boolean;
  /** Whether cases and properties were left out, for a pack has none. */
  partial: boolean;
  /** What was added, removed, changed and renamed: by kind, then in the new file's order. */
  changes: DifferenceChange[];
  /** Rules that say the same as before and mean something else, in the new file's order. */
  affected: DifferenceAffected[];
}

/** A rule, characteristic, table or deadline that stands as before, and means something else. */
export interface DifferenceAffected {
  /** What kind of entry it is. */
  kind: DifferenceKind;
  /** Its id. */
  id: string;
  /** What it uses that differs. */
  through: DifferenceNamed[];
  /** The line. */
  told: Told2;
  /** Where it stands in the new text. */
  new?: NamePlace;
  /** Where it stands in the old text. */
  old?: NamePlace;
}

/** A difference that is responsible for a move. */
export interface DifferenceCause {
  /** An entry's kind; or a group, a level (its threshold) or the ruleset (its base score and ends). */
  kind: DifferenceKind;
  /** Its id. */
  id: string;
  /** What the new ruleset would say without this one difference. */
  without: DifferenceReached;
  /** Whether that is the old level. */
  restores: boolean;
  /** The line. */
  told: Told2;
  /** What it gives by the new one, if it is a hit. */
  new?: DifferenceGiven;
  /** What the entry gave by the old ruleset, if it was a hit. */
  old?: DifferenceGiven;
}

/** A thing that was added, removed, changed or renamed. */
export interface DifferenceChange {
  /** What kind of thing it is. */
  kind: DifferenceKind;
  /** Its name: the new one, where it is in both; a field of items as `cracks.width_mm`. */
  id: string;
  /** What became of it. */
  what: DifferenceWhat;
  /** Whether it may change an assessment. */
  weighs: boolean;
  /** Which members differ. */
  details: DifferenceDetail[];
  /** Where it stands in the new text. */
  new?: NamePlace;
  /** Where it stands in the old text; a pack has no places. */
  old?: NamePlace;
  /** That it was added, removed or renamed; nothing where only members differ. */
  told?: Told2;
  /** Its old name, where it was renamed. */
  was?: string;
}

/** A member that differs. */
export interface DifferenceDetail {
  /** Which one. */
  member: DifferenceMember;
  /** Whether it may change an assessment. */
  weighs: boolean;
  /** The line. */
  told: Told2;
  /** Of a list, where order does not matter: what came in. */
  added?: Told2[];
  /** In which language, where it is a text. */
  language?: string;
  /** What it is. */
  new?: Told2;
  /** What it was, as people read it; nothing where there was none. */
  old?: Told2;
  /** Of which bin, cell, state of a deadline or value of an enum. */
  part?: Told2;
  /** What went out. */
  removed?: Told2[];
}

/** What an entry gives to an incident. */
export interface DifferenceGiven {
  /** Points before grouping. */
  points: number;
  /** Whether it rests on a default. */
  assumed: boolean;
  /** The level that it sets at least. */
  atLeast?: string;
  /** Its group. */
  group?: string;
}

/** What kind of thing it is. */
export type DifferenceKind =
  | "ruleset"
  | "source"
  | "param"
  | "field"
  | "terms"
  | "pattern"
  | "feature"
  | "script"
  | "group"
  | "rule"
  | "characteristic"
  | "table"
  | "deadline"
  | "level"
  | "action"
  | "property"
  | "case";

/** Counts of incidents: a row for each old level, a column for each new one. */
export interface DifferenceMatrix {
  /** Levels of the old ruleset, the lowest first. */
  old: string[];
  /** Levels of the new one. */
  new: string[];
  /** Incidents, by old and new level. */
  counts: Array<number[]>;
}

/** A member of a thing, under a name that the file has for it. */
export type DifferenceMember =
  | "id"
  | "version"
  | "languages"
  | "title"
  | "effective"
  | "until"
  | "utcOffset"
  | "clock"
  | "base"
  | "min"
  | "max"
  | "remedy"
  | "type"
  | "question"
  | "unit"
  | "path"
  | "was"
  | "relevant"
  | "sensitive"
  | "cost"
  | "sourceOfFact"
  | "maxItems"
  | "values"
  | "valueTitle"
  | "value"
  | "terms"
  | "pattern"
  | "expression"
  | "params"
  | "body"
  | "when"
  | "each"
  | "count"
  | "points"
  | "group"
  | "atLeast"
  | "isHit"
  | "reason"
  | "reasonAssumed"
  | "basis"
  | "actions"
  | "status"
  | "from"
  | "about"
  | "bin"
  | "rows"
  | "columns"
  | "cell"
  | "whose"
  | "start"
  | "days"
  | "working"
  | "extend"
  | "pause"
  | "done"
  | "soon"
  | "roll"
  | "take"
  | "threshold"
  | "respondWithin"
  | "actionKind"
  | "who"
  | "within"
  | "inForce"
  | "checked"
  | "claim"
  | "incident"
  | "asOf"
  | "calendar"
  | "expected";

/** An incident with another level. */
export interface DifferenceMove {
  /** The incident's key. */
  key: Key;
  /**
   * Which input it comes from, from 0.
   * @minimum 0
   */
  input: number;
  /**
   * Its line, element or record number there.
   * @minimum 0
   */
  number: number;
  /** By the old ruleset. */
  old: DifferenceStanding;
  /** By the new one. */
  new: DifferenceStanding;
  /** Whether the level is higher than before. */
  raised: boolean;
  /** Whether one of the causes explains the move by itself; otherwise several do it together. */
  alone: boolean;
  /** What is responsible, what explains most first; at most eight. */
  causes: DifferenceCause[];
}

/** A thing by its kind and its name. */
export interface DifferenceNamed {
  /** Its kind. */
  kind: DifferenceKind;
  /** Its name in the new ruleset. */
  id: string;
}

/** A score and a level of the new ruleset. */
export interface DifferenceReached {
  /** The score. */
  score: number;
  /** The level. */
  level: string;
}

/** Where an incident stands by a ruleset. */
export interface DifferenceStanding {
  /** Its score. */
  score: number;
  /** Its level. */
  level: string;
  /** The level that it may still reach. */
  ceiling: string;
  /** Whether no answer can change the level. */
  settled: boolean;
}

/**
 * What became of it.
 * - `added`: It is new.
 * - `removed`: It is gone.
 * - `changed`: It is there as before, with other members.
 * - `renamed`: It has another name; members may differ besides.
 */
export type DifferenceWhat = "added" | "removed" | "changed" | "renamed";

/** A change of the text: what stands at `range` is taken out, and `text` put there. */
export interface Edit {
  /** Where, in bytes. */
  span: Span;
  /** Where, in lines and UTF-16 columns. */
  range: Ends;
  /** What to put there. */
  text: string;
}

/** Which ruleset it is. */
export interface Edition {
  /** Its id. */
  ruleset: string;
  /** Its version. */
  version: string;
  /** SHA-256 of its source. */
  digest: string;
}

/** Lines and UTF-16 columns of both ends, from zero. */
export interface Ends {
  /** The first place. */
  start: Position;
  /** The place after the last. */
  end: Position;
}

/** An assessment and what it rests on. */
export interface Explained {
  /** The assessment, as `Session::assess` gives it. */
  assessment: Assessment;
  /** SHA-256 of the assessment, see `Assessment::digest`. */
  digest: string;
  /** What it rests on, in words. */
  details: Details;
}

/** A rule that failed. */
export interface FailedDetail {
  /** Its id. */
  id: string;
  /** The stable code. */
  code: Code;
  /** What went wrong, in words. */
  text: Texts;
}

/** A rule that failed. */
export interface Failure {
  /** Its id. */
  id: string;
  /** The stable code. */
  code: Code;
  /** What went wrong. */
  message: string;
}

/** A kind of value that could not be used. */
export interface FaultRows {
  /** The field. */
  field: string;
  /** The stable code. */
  code: Code;
  /** What was expected. */
  expected: string;
  /** What the first one is instead. */
  found: string;
  /**
   * How many rows have such a value.
   * @minimum 0
   */
  rows: number;
  /**
   * The number of the first one.
   * @minimum 0
   */
  first: number;
}

/** Why a field has its column. */
export interface FieldGuess {
  /** The field. */
  field: string;
  /** The column. */
  column: string;
  /**
   * How sure that is, in percent.
   * @minimum 0
   */
  confidence: number;
  /** Why. */
  reason: Told;
  /** Other columns that could have been this field. */
  others: string[];
}

/**
 * What a field takes. Every field takes null as well: asked, and not known.
 * - `bool`: True or false.
 * - `integer`: A whole number.
 * - `number`: A number.
 * - `enum`: One of the options.
 * - `text`: A text.
 * - `date`: A day, as `2026-03-02`.
 * - `datetime`: An instant with its offset, as `2026-03-02T10:30:00+08:00`.
 * - `duration`: A length of time, as `PT1H30M` or `P3D`.
 * - `enumList`: Some of the options; an empty list for none of them.
 * - `textList`: Texts.
 * - `records`: Items with fields of their own; an empty list where there are none.
 */
export type FieldKind =
  | "bool"
  | "integer"
  | "number"
  | "enum"
  | "text"
  | "date"
  | "datetime"
  | "duration"
  | "enumList"
  | "textList"
  | "records";

/** Whether a field is relevant. */
export interface FieldRelevance {
  /** The field's name. */
  field: string;
  /**
   * False where it is certainly not relevant: it need not be asked. None where facts that decide it are not known,
   * or it could not be found out: it may be asked.
   */
  relevant: boolean | null;
}

/** Where a field's value comes from: a column, or a constant. */
export interface FieldSpec {
  /** The column; `a.b` is the member `b` of the column `a`, or a column of that name. */
  column?: string;
  /** The value of every row. */
  constant?: Json;
  /** As what texts are read. */
  parse?: Parse;
  /** What numbers are multiplied by. */
  scale?: number;
  /** Values that say that nothing is known. */
  unknown?: string[];
  /** What values become. */
  values?: { [name: string]: Json };
}

/** What a threshold flags. */
export interface Flagged {
  /** The threshold; none where nothing is flagged. */
  score: number | null;
  /**
   * Positives at or above it.
   * @minimum 0
   */
  truePositives: number;
  /**
   * Negatives at or above it.
   * @minimum 0
   */
  falsePositives: number;
  /** The share of flagged rows that are positives; none where nothing is flagged. */
  precision: number | null;
  /** The share of positives that are flagged. */
  recall: number | null;
  /** The share of negatives that are flagged. */
  falsePositiveRate: number | null;
}

/** The fields of a ruleset, to be asked for in order; all texts in one language. */
export interface Form {
  /** The ruleset's id. */
  ruleset: string;
  /** Its version. */
  version: string;
  /** SHA-256 of its source. */
  digest: string;
  /** The language of all texts. */
  locale: string;
  /** Title of the ruleset. */
  title: string;
  /**
   * The fields in the file's order. Rulesets declare no sections: each list of records is one, and so is each run
   * of fields between them.
   */
  sections: FormSection[];
}

/** A condition. */
export interface FormCondition {
  /**
   * The fields that it reads, by itself or through features and deadlines: where one of them changes, whether
   * the field is relevant has to be asked again.
   */
  reads: string[];
  /** As written in the ruleset; absent where it was loaded from a pack, which does not have it. */
  when?: string;
}

/** A field, or a field of an item. */
export interface FormField {
  /** Its name, as assessments have it; a field of an item is named there as `transfers[0].amount`. */
  name: string;
  /** Where its value is put in the incident, or in the item, as an RFC 6901 pointer. */
  path: string;
  /** What it takes. */
  type: FieldKind;
  /** Its label. */
  title: string;
  /** Whether its value is not to be shown to others. */
  sensitive: boolean;
  /** The question to ask for it. */
  ask?: string;
  /** What asking costs: `seen`, `asked`, `measured` or `office`; fields of items have no cost of their own. */
  cost?: Cost;
  /** The fields of an item. An item may also be null: one more, not yet seen. */
  items?: FormField[];
  /** The greatest number. */
  max?: number;
  /**
   * The most items of a list of records.
   * @minimum 0
   */
  maxItems?: number;
  /** The least number. */
  min?: number;
  /** Whether the text `none` may be given: it is known not to have happened. Dates and datetimes take it. */
  none?: boolean;
  /** What can be chosen, for `enum` and `enumList`. */
  options?: FormOption[];
  /** When it is relevant; absent where it always is. */
  relevant?: FormCondition;
  /** Who knows the fact: `observed`, `told` or `office_record`. */
  sourceOfFact?: SourceOfFact;
  /** Its unit: `CNY`, `mm`, `%`. */
  unit?: string;
}

/** A value that can be chosen. */
export interface FormOption {
  /** As incidents have it. */
  value: string;
  /** In words. */
  title: string;
}

/** Fields that stand together. */
export interface FormSection {
  /** The fields: one list of records, or fields that are none. */
  fields: FormField[];
  /** Title of the list of records; plain fields have none. */
  title?: string;
}

/** A place in the original text of a field. */
export interface FoundPlace {
  /** The words as they stand there; masked where the field or the pattern is sensitive. */
  text: string;
  /** First byte, and the one after the last, of the text's UTF-8. */
  bytes: [number, number];
  /** The same in UTF-16 code units. */
  utf16: [number, number];
  /** The term of the list. */
  term?: string;
}

/** What an answer says. */
export type Given =
  /** One of these values. */
  | { is: Json[] }
  /** A number or a time between two ends. */
  | { within: Within }
  /** A text that mentions one of these terms, by the name of their list. */
  | { mentions: string }
  /** A text that matches a pattern, by its name. */
  | { matches: string }
  /** A list that has this value. */
  | { has: Json }
  /** A list of records with what this rule asks for, by its id. */
  | { meets: string }
  /** A list of records: none (0), or at least one (1). */
  | {
      /** @minimum 0 */
      items: number;
    };

/** Points of a group. */
export interface GroupDetail {
  /** `best`, or `sum`. */
  take: Take;
  /** Before the clamp: the best, or the sum. */
  points: number;
  /** What counts. */
  counted: number;
  /** The most that may count, whatever the open fields turn out to be. */
  ceiling: number;
  /** Its id. */
  id?: string;
  /** Clamp. */
  max?: number;
  /** Clamp. */
  min?: number;
}

/** What the columns seem to be. */
export interface Guess {
  /** The columns, as they are first met. */
  columns: string[];
  /** The mapping, ready for use. */
  mapping: MappingSpec;
  /** Why each field has its column, in the order of the columns. */
  fields: FieldGuess[];
  /** The mapped field that may hold each row's own instant: the one that the ruleset's response times run from. */
  asOfField?: string;
  /** The column that names a row. */
  key?: string;
  /** What makes a row a positive. */
  label?: LabelGuess;
}

/** Why points do not count. */
export type HeldBack =
  /** The group takes its best only: this one. */
  | {
      by: "best";
      /** Its id. */
      instead: string;
    }
  /** The group is held under a limit. */
  | {
      by: "cap";
      /** The limit. */
      limit: number;
    };

/** A rule, bin, cell or deadline that fired. */
export interface Hit {
  /** Its id. */
  id: string;
  /** Points before grouping. */
  points: number;
  /** Whether it rests on a default. */
  assumed: boolean;
  /**
   * The bin of a characteristic, from 0.
   * @minimum 0
   */
  bin?: number;
  /** Row and column of a table's cell, from 0. */
  cell?: [number, number];
}

/** A rule, bin, cell or deadline that fired. */
export interface HitDetail {
  /** Its id. */
  id: string;
  /** The reason with its values, `reason_assumed` where it is assumed. */
  reason: Texts;
  /** Points before grouping. */
  points: number;
  /** Points that count in its group. */
  counted: number;
  /** Whether it rests on a default. */
  assumed: boolean;
  /** What was assumed. */
  assumptions: Assumption[];
  /** The facts that made it fire. */
  evidence: Reading[];
  /** What it rests on in law or practice. */
  basis: BasisDetail[];
  /** Whether it speaks of the harm, or of how the matter was handled. */
  about?: About;
  /**
   * The bin of a characteristic, from 0.
   * @minimum 0
   */
  bin?: number;
  /** Row and column of a table's cell, from 0. */
  cell?: [number, number];
  /** The level that it sets at least. */
  floor?: string;
  /** Its group. */
  group?: string;
  /** Why they are not the same. */
  heldBack?: HeldBack;
}

/** What is told of a thing. */
export interface Hover {
  /** Its name. */
  title: string;
  /** Kind and type, unit and range, or how it is called. */
  detail: string;
  /** Title, question, meaning. */
  lines: string[];
  /** Where it stands. */
  range: Ends;
}

/** A value that could not be used. */
export interface InputErrorDetail {
  /** The field. */
  field: string;
  /** The stable code. */
  code: Code;
  /** What is wrong, in words. */
  text: Texts;
  /** Its title, where it is declared. */
  title?: Texts;
}

/** A value that could not be used. */
export interface InputFault {
  /** The field. */
  field: string;
  /** The stable code. */
  code: Code;
  /** What was expected. */
  expected: string;
  /** What was found. */
  found: string;
}

/** Any JSON. */
export type Json = boolean | null | number | string | Json[] | { [name: string]: Json };

/** An incident's own key, or the number of its line, element or record, from 1. */
export type Key = number | string;

/** The Kolmogorov-Smirnov distance, and where it is reached. */
export interface Ks {
  /** The greatest distance between the shares of positives and negatives that a threshold flags. */
  value: number;
  /** The lowest threshold at which it is reached. */
  at: Flagged;
}

/** What seems to make a row a positive. */
export interface LabelGuess {
  /** The column. */
  column: string;
  /** The condition. */
  expression: string;
  /**
   * How sure that is, in percent.
   * @minimum 0
   */
  confidence: number;
  /** Why. */
  reason: Told;
}

/**
 * What a row lacks.
 * - `form`: It is no JSON object, or too long.
 * - `label`: It is neither a positive nor a negative.
 * - `instant`: It has no instant of its own.
 */
export type Lack = "form" | "label" | "instant";

/** A row that was left out. */
export interface LeftOut {
  /**
   * Its number, from 1.
   * @minimum 0
   */
  row: number;
  /** What it lacks. */
  lack: Lack;
  /** What is wrong and what was expected. */
  reason: string;
  /** What it has instead. */
  found?: string;
}

/** A reason and how many rows it has. */
export interface LeftOutReason {
  /** What they lack. */
  lack: Lack;
  /** What is wrong and what was expected. */
  reason: string;
  /**
   * How many rows.
   * @minimum 0
   */
  rows: number;
}

/** Rows that were left out. */
export interface LeftOutRows {
  /**
   * How many there are.
   * @minimum 0
   */
  count: number;
  /** Why, the first reason that was met first. */
  reasons: LeftOutReason[];
  /** The first 1,000 of them. */
  rows: LeftOut[];
}

/** A level. */
export interface LevelDetail {
  /** Its id. */
  id: string;
  /** Its title. */
  title: Texts;
  /** The lowest score that reaches it; the lowest level is reached by any. */
  from: number;
  /** When somebody must have responded. */
  respond?: Limit;
}

/** Rows of a level. Levels are the assessments' own: floors count. */
export interface LevelRows {
  /** The level's id. */
  level: string;
  /**
   * All of them.
   * @minimum 0
   */
  rows: number;
  /** What this level and those above it flag; the score is where the level's band begins. Absent without a label. */
  atLeast?: Flagged;
  /**
   * Those without it.
   * @minimum 0
   */
  negatives?: number;
  /**
   * Those with the label.
   * @minimum 0
   */
  positives?: number;
}

/** A time limit. */
export interface Limit {
  /** Its length, as ISO 8601. */
  within: string;
  /** Its length in words. */
  text: Texts;
  /** What it runs from. */
  from?: RunsFrom;
  /** Whether it was over at the instant of the assessment. */
  past?: boolean;
  /** When it ends, at the ruleset's offset; absent where no instant is known that it runs from. */
  until?: string;
}

/** A mapping as it is written: the same in a file of TOML and as JSON. */
export interface MappingSpec {
  /** Fields of the ruleset by name or path, and where each comes from. */
  fields: { [name: string]: FieldSpec };
}

/** A ruleset. */
export interface Measured {
  /** Its id. */
  id: string;
  /** Its version. */
  version: string;
  /** SHA-256 of its source. */
  digest: string;
}

/** A column that no row has. */
export interface MissingColumn {
  /** Its name. */
  column: string;
  /** A column that rows have and that is close to it. */
  meant?: string;
}

/** What a change of rulesets does to incidents. */
export interface Movement {
  /**
   * Incidents that were assessed by both.
   * @minimum 0
   */
  incidents: number;
  /**
   * Those whose level is another one.
   * @minimum 0
   */
  moved: number;
  /**
   * Those of them whose level is higher.
   * @minimum 0
   */
  raised: number;
  /**
   * Those whose level is lower.
   * @minimum 0
   */
  lowered: number;
  /**
   * Incidents whose score is higher.
   * @minimum 0
   */
  scoreUp: number;
  /**
   * Incidents whose score is lower.
   * @minimum 0
   */
  scoreDown: number;
  /** By level. */
  levels: DifferenceMatrix;
  /** By the ceiling's level. */
  ceilings: DifferenceMatrix;
  /**
   * Moved incidents: the widest moves first, of equal ones those to or from the highest level, the lowered ones
   * before the raised ones.
   */
  moves: DifferenceMove[];
  /**
   * Moved incidents that are not among them.
   * @minimum 0
   */
  notKept: number;
}

/** Where a name stands in a ruleset's text. */
export interface NamePlace {
  /** In bytes. */
  span: Span;
  /** In lines and UTF-16 columns. */
  range: Ends;
}

/** A name that is close to a declared one. */
export interface NearMiss {
  /** The stable code. */
  code: Code;
  /** The name in the incident. */
  name: string;
  /** The declared name. */
  meant: string;
}

/** A fact worth asking for. */
export interface NextDetail {
  /** Its name, or as `transfers[0].amount`. */
  field: string;
  /** Its title. */
  title: Texts;
  /** The question to ask for it. */
  ask: Texts;
  /** What asking costs: `seen`, `asked`, `measured` or `office`. */
  cost: Cost;
  /** Its answers, in the order of the question's. */
  answers: AnswerDetail[];
}

/** A rule that did not fire. */
export interface NotHit {
  /** Its id. */
  id: string;
  /** Why. */
  because: Because;
  /** Its condition, or the value of a characteristic, as written; two of them for a table. */
  conditions: string[];
  /** The part of the condition that is responsible. */
  parts: ConditionPart[];
  /**
   * The bin that its value is in, from 0, where it is in one.
   * @minimum 0
   */
  bin?: number;
  /** Row and column of the cell that its values are in, from 0. */
  cell?: [number, number];
  /** Whether it is a shadow rule. */
  shadow?: boolean;
}

/** What is not known. */
export interface Open {
  /** Rules that are unknown. */
  rules: OpenRule[];
  /** Fields that are absent, null or unusable. */
  fields: OpenField[];
}

/** A field without a usable value. */
export interface OpenDetail {
  /** Its name, or as `transfers[0].amount`. */
  field: string;
  /** Its title. */
  title: Texts;
  /** `absent`, `null` or `unusable`. */
  state: OpenState;
  /** What asking costs: `seen`, `asked`, `measured` or `office`. */
  cost: Cost;
  /** Rules that wait for it. */
  rules: string[];
  /** The most points that one of these rules may give. */
  points: number;
  /** The question to ask for it. */
  ask?: Texts;
  /** The highest level that one of them sets, and the most points one of them gives. */
  floor?: string;
}

/** A field without a usable value. */
export interface OpenField {
  /** Its name, or as `transfers[0].amount`. */
  field: string;
  /** `absent`, `null` or `unusable`. */
  state: OpenState;
}

/** A rule that is unknown. */
export interface OpenRule {
  /** Its id. */
  id: string;
  /** The open fields that it reads. */
  waitsFor: string[];
}

/** A rule that is unknown. */
export interface OpenRuleDetail {
  /** Its id. */
  id: string;
  /** The open fields that it reads. */
  waitsFor: string[];
  /** The most points that it may give, before grouping. */
  points: number;
  /** The highest level that it may set. */
  floor?: string;
  /** Its group, where all it may give is in one. */
  group?: string;
}

/** Why a field has no usable value. */
export type OpenState = "absent" | "null" | "unusable";

/** A rule, bin, cell or state of a deadline. */
export interface OutcomeCoverage {
  /** The rule, characteristic, table or deadline. */
  id: string;
  /**
   * How many cases fire it.
   * @minimum 0
   */
  cases: number;
  /** Where it stands, in bytes. */
  span: Span;
  /** Where it stands, in lines and UTF-16 columns. */
  range: Ends;
  /** That no case fires it, where none does. */
  gap?: Texts;
  /** Which bin, cell or state; none for a rule. */
  part?: Texts;
}

/** A thing in the file. */
export interface OutlineItem {
  /** The section: `field`, `rule`, `level` and so on. */
  section: string;
  /** What the section is, in the language that was asked for. */
  told: string;
  /** Its name or id; empty where it has none yet. */
  name: string;
  /** Where all of it stands. */
  range: Ends;
  /** Its header. */
  header: Ends;
}

/**
 * As what a text is read.
 * - `number`: A finite number.
 * - `bool`: A bool as people write it: `true`, `1`, `是`.
 * - `text`: The text as it is.
 * - `date`: A day, `2019/4/25` too.
 * - `datetime`: A day and a time of day, at the ruleset's offset without one of its own: `2019/4/25 9:32:09` too.
 */
export type Parse = "number" | "bool" | "text" | "date" | "datetime";

/** A place as editors count: line and column from zero, the column in UTF-16 code units. */
export interface Position {
  /**
   * Line, from zero.
   * @minimum 0
   */
  line: number;
  /**
   * Column in UTF-16 code units, from zero.
   * @minimum 0
   */
  character: number;
}

/** The highest score. */
export interface ProofHighest {
  /** No incident scores more. */
  score: number;
  /** Whether the incident scores so much. */
  exact: boolean;
  /** The incident with the highest score that was found. */
  incident: Json;
}

/** An incident and what it comes to. */
export interface ProofIncident {
  /** As `rules explain` reads it. */
  incident: Json;
  /** Its score. */
  score: number;
  /** Its level, by id. */
  level: string;
}

/** An outcome of an entry. */
export interface ProofOutcome {
  /** The rule, characteristic, table or deadline. */
  id: string;
  /** Which bin, cell or state; none where the whole entry is meant. */
  part?: string;
}

/** A property and what became of it. */
export type ProofProperty = {
  /** What it says, by language. */
  name: Texts;
  /** Where it stands, in bytes. */
  span: Span;
  /** Where it stands, in lines and UTF-16 columns. */
  range: Ends;
} & (
  /** It holds for all incidents. */
  | { verdict: "holds" }
  /** It does not: these incidents show it, one, or two that differ in a field, the lower value first. */
  | {
      verdict: "fails";
      /** The incidents. */
      incidents: ProofIncident[];
    }
  /** It could not be decided; it held for so many incidents, or pairs of them, taken at random. */
  | {
      verdict: "notDecided";
      /**
       * How many.
       * @minimum 0
       */
      samples: number;
    }
);

/** What is known of all incidents. */
export interface ProofReport {
  /** The instant of the assessments; incidents are what they are told to be with it and the context's working days. */
  asOf: string | null;
  /** The stated properties, in the file's order. */
  properties: ProofProperty[];
  /** What no incident comes to. */
  neverFires: ProofOutcome[];
  /** Entries that fire, and without which every score and level would be the same. */
  neverMatters: ProofOutcome[];
  /** Pairs of rules of which no incident fires one alone. */
  alwaysTogether: Array<ProofOutcome[]>;
  /** Levels that no incident is of, by id. */
  levelsOutOfReach: string[];
  /** The highest score. */
  highest: ProofHighest;
  /** Questions about rules and levels that could not be decided. */
  notDecided: string[];
}

/** A fact worth asking for. */
export interface Question {
  /** The field, by its name, or as `cracks[0].width`. */
  field: string;
  /** The question, or the field's title where it has none, in each of the ruleset's languages. */
  ask: Texts;
  /** What asking costs: `seen`, `asked`, `measured` or `office`. */
  cost: Cost;
  /** What can be answered. The answers to a field that has values cover them all. */
  answers: Answer[];
}

/** A case that was run. */
export interface RanCase {
  /** What it is about. */
  name: string;
  /** Where it stands. */
  place: CasePlace;
  /** Whether all is as stated. */
  passed: boolean;
  /** What is another than stated; none where it passes. */
  differences: CaseDifference[];
  /** The incident's JSON, as it is written. */
  incident: string;
  /** The instant of the assessment. */
  asOf?: string;
  /** The case's own working days. */
  calendar?: CaseCalendar;
  /** The level that no completion of the incident exceeds; none where the incident could not be read. */
  ceiling?: string;
  /** The level; none where the incident could not be read. */
  level?: string;
  /** The case's own parameters. */
  params?: { [name: string]: number };
  /** The score; none where the incident could not be read. */
  score?: number;
}

/** A name that was read, with its value. */
export interface Reading {
  /** As `amount` or `transfers[0].amount`. */
  name: string;
  /** What it is. */
  kind: ReadingKind;
  /** Whether the value is known. */
  known: boolean;
  /** Whether the value is not shown. */
  masked: boolean;
  /** As incidents have it; null where it is not known or not shown. */
  value: Json;
  /** In words. */
  text: Texts;
  /** Where the incident has it, as an RFC 6901 pointer (an older name of the field may have been used). */
  path?: string;
  /** What was looked for in the text, and where it was found. */
  searches?: Search[];
  /** Who gave it: `observed`, `told` or `office_record`. */
  source?: SourceOfFact;
  /** Its title. */
  title?: Texts;
  /** Its unit. */
  unit?: string;
}

/**
 * What a name stood for.
 * - `field`: A field of the incident or of an item.
 * - `param`: A parameter.
 * - `feature`: A feature.
 * - `deadline`: A deadline's state.
 * - `asOf`: The instant of the assessment.
 */
export type ReadingKind = "field" | "param" | "feature" | "deadline" | "asOf";

/** What the assessment was made with. */
export interface Receipt {
  /** The ruleset's id. */
  ruleset: string;
  /** Its version. */
  version: string;
  /** SHA-256 of its source. */
  digest: string;
  /** SHA-256 of the context. */
  context: string;
  /** The instant of the assessment. */
  asOf: string | null;
  /** SHA-256 of the calendar. */
  calendar: string | null;
  /** The effective parameters. */
  params: { [name: string]: number };
  /** The engine's version. */
  engine: string;
}

/** Why a line is no incident. */
export interface Reject {
  /** The stable code. */
  code: Code;
  /** What was expected. */
  expected: string;
  /** What was found. */
  found: string;
  /** The field, where strictness refuses an unusable value. */
  field?: string;
  /**
   * The byte of the line where.
   * @minimum 0
   */
  offset?: number;
}

/** The line of a batch in the place of an incident that was rejected. */
export interface RejectedLine {
  /** The incident's own key, or its number. */
  key: Key;
  /** Why it is no incident. */
  error: Reject;
}

/** All results. */
export interface Results {
  /** What was measured. */
  ruleset: Measured;
  /** How many rows were what. */
  rows: RunRows;
  /** Columns that label or mapping name and no row has: slips. */
  missingColumns: MissingColumn[];
  /** How many rows have which scores: bins of equal width from the lowest to the highest. */
  histogram: ScoreBin[];
  /** The levels, the lowest first. */
  levels: LevelRows[];
  /** What each rule, bin, cell and deadline state contributes, in the file's order. Hits of rows are places here. */
  rules: RuleRows[];
  /** The ROC curve from nothing flagged to everything, at most 200 points; none without positives and negatives. */
  roc: RocPoint[];
  /** The best thresholds with few false positives; none without positives and negatives. */
  recallAt: BestThreshold[];
  /** Rows that were left out. */
  leftOut: LeftOutRows;
  /** Values that could not be used, by field; their rows are scored without them. */
  inputFaults: FaultRows[];
  /** The instant of all assessments; absent where there is none, or where each row has its own. */
  asOf?: string;
  /** The field or column that holds each row's own instant. */
  asOfField?: string;
  /** How well the score orders the rows; absent without positives and negatives. */
  auc?: Auc;
  /** How far it keeps them apart at best; absent without positives and negatives. */
  ks?: Ks;
  /** What makes a row a positive; absent in a run without a label, which has counts only. */
  label?: string;
}

/** A point of the ROC curve: what a threshold flags. */
export interface RocPoint {
  /** The share of the negatives that is flagged. */
  falsePositiveRate: number;
  /** The share of the positives that is flagged. */
  recall: number;
  /** The threshold: rows at or above it are flagged. Absent where nothing is. */
  score?: number;
}

/** How many rows, and of which label where the run has one. */
export interface RowCount {
  /**
   * All of them.
   * @minimum 0
   */
  rows: number;
  /**
   * Those without it.
   * @minimum 0
   */
  negatives?: number;
  /**
   * Those with the label.
   * @minimum 0
   */
  positives?: number;
}

/** Some of the rows. */
export interface RowPage {
  /**
   * How many rows there are to show in all.
   * @minimum 0
   */
  total: number;
  /** Those of the page. */
  rows: RowView[];
}

/** A scored row. */
export interface RowView {
  /**
   * Its number, from 1.
   * @minimum 0
   */
  row: number;
  /** Its own name, cut at 64 bytes, or its number. */
  key: string;
  /** Its score. */
  score: number;
  /** Its level. */
  level: string;
  /** A score that it cannot exceed. */
  ceilingScore: number;
  /** A level that it cannot exceed. */
  ceilingLevel: string;
  /** Whether no answer can change the level. */
  settled: boolean;
  /** What fired: places in the results' `rules`, shadow rules among them. */
  hits: number[];
  /** Its label, in a run with one. */
  positive?: boolean;
}

/** What a rule, bin, cell or deadline state contributes. */
export interface RuleRows {
  /** The rule's id. */
  id: string;
  /** Which bin, cell or state, as its author would say it; empty for a rule. */
  part: string;
  /** Whether it is a shadow rule, whose points are none of the score. */
  shadow: boolean;
  /** Rows that it is a hit in. */
  hits: RowCount;
  /** The sum of its points over all rows, before groups and limits. */
  points: number;
  /** Their share of all scored rows; absent without rows. */
  hitRate?: number;
  /**
   * How much likelier it hits among positives than among all rows, which is also how much likelier the label is
   * where it hits; absent without hits, positives or a label.
   */
  lift?: number;
  /** Those points by row that it hits; absent without hits. */
  pointsAHit?: number;
}

/** How many rows were what. */
export interface RunRows {
  /**
   * All rows.
   * @minimum 0
   */
  read: number;
  /**
   * Those with a score, and a label where the run has one.
   * @minimum 0
   */
  scored: number;
  /**
   * Scored rows with the label.
   * @minimum 0
   */
  positives: number;
  /**
   * Scored rows without it.
   * @minimum 0
   */
  negatives: number;
  /**
   * Rows that cannot be read, or have no label or no instant.
   * @minimum 0
   */
  leftOut: number;
  /**
   * Scored rows with a rule that failed.
   * @minimum 0
   */
  failed: number;
  /**
   * Scored rows at an instant at which the ruleset is not in force.
   * @minimum 0
   */
  notInForce: number;
}

/**
 * What a time limit runs from.
 * - `clock`: The ruleset's clock: when the report was received.
 * - `asOf`: The instant of the assessment, for want of the clock.
 */
export type RunsFrom = "clock" | "asOf";

/** Rows with scores between two ends. */
export interface ScoreBin {
  /** The lowest score. */
  from: number;
  /** The highest score. */
  to: number;
  /**
   * All of them.
   * @minimum 0
   */
  rows: number;
  /**
   * Those without it.
   * @minimum 0
   */
  negatives?: number;
  /**
   * Those with the label.
   * @minimum 0
   */
  positives?: number;
}

/** How the score adds up. */
export interface ScoreDetail {
  /** What every score starts from. */
  base: number;
  /** The least score. */
  min: number;
  /** The largest score. */
  max: number;
  /** Points by group, declared groups first; the last one, without an id, is what is in none. */
  groups: GroupDetail[];
  /** Base and groups added up, now and at the most, before the total is held between `min` and `max`. */
  total: number;
  /** The same for the ceiling, as arithmetic alone gives it: bounds may be lower. */
  ceilingTotal: number;
  /** That total held between `min` and `max`. */
  ceilingHeld: number;
  /** The level that the score alone gives. */
  band: string;
  /** The level that `ceiling_held` alone gives. */
  ceilingBand: string;
  /** The highest floor of the hits, where it is above that level. */
  floor?: string;
}

/** Terms or a pattern looked for in a text. */
export interface Search {
  /** Name of the term list or pattern. */
  name: string;
  /** Whether it is a pattern. */
  pattern: boolean;
  /** Places, by start: at most `PLACES`. */
  found: FoundPlace[];
  /**
   * How many more there are.
   * @minimum 0
   */
  more?: number;
}

/**
 * How bad it is: errors stop a ruleset from compiling, warnings do not.
 * - `error`: The ruleset does not compile.
 * - `warning`: The ruleset compiles.
 */
export type Severity = "error" | "warning";

/** A value that can be changed. */
export interface SheetCell {
  /** Which value. */
  column: SheetColumn;
  /** The value as people read it. */
  text: string;
  /** Where it stands. */
  range: Ends;
  /** Where, in bytes. */
  span: Span;
  /** The language of a text. */
  language?: string;
}

/**
 * Which value of a row.
 * - `when`: The condition, or the value that falls into bins.
 * - `below`: Where a bin ends, the value excluded.
 * - `upTo`: Where a bin ends, the value included.
 * - `from`: The least score of a level.
 * - `points`: The points.
 * - `group`: The group.
 * - `atLeast`: The least level.
 * - `text`: The reason, or a level's title.
 */
export type SheetColumn = "when" | "below" | "upTo" | "from" | "points" | "group" | "atLeast" | "text";

/**
 * What a row is about.
 * - `rule`: A rule.
 * - `bin`: A bin of a characteristic.
 * - `level`: A level.
 */
export type SheetKind = "rule" | "bin" | "level";

/** A row. */
export interface SheetRow {
  /** What it is about. */
  kind: SheetKind;
  /** The id of the rule, characteristic or level. */
  id: string;
  /**
   * The number of the bin, from 1; 0 for others.
   * @minimum 0
   */
  bin: number;
  /** Its cells, in the order of `SheetColumn`. */
  cells: SheetCell[];
  /** Where all of it stands. */
  range: Ends;
}

/** A value, for machines and for people. */
export interface Shown {
  /** As incidents have it; null where it is not known or not shown. */
  value: Json;
  /** In words. */
  text: Texts;
}

/** Who knows a fact. */
export type SourceOfFact = "observed" | "told" | "office_record";

/** Whether the clause itself was read, on another page, or not at all. */
export type SourceStatus = "read" | "secondary" | "unconfirmed";

/** A range of bytes in a ruleset's source: `start` included, `end` excluded. */
export interface Span {
  /**
   * First byte.
   * @minimum 0
   */
  start: number;
  /**
   * One past the last byte.
   * @minimum 0
   */
  end: number;
}

/** How a group counts: its best, or its sum. */
export type Take = "best" | "sum";

/** A text in each language, by language. */
export type Texts = { [name: string]: string };

/**
 * What a changed fact is.
 * - `without`: Not there: an item, or what a text says.
 */
export type Then =
  /** One of these values. */
  | { given: Given }
  | "without"
  /** Without this value of a list. */
  | { withoutValue: Json };

/** A value that a condition or a bin compares with. */
export interface ThresholdCoverage {
  /** The comparison. */
  text: Texts;
  /** Whether a case has a value under it. */
  under: boolean;
  /** Whether a case has a value over it. A value that is equal lies where the comparison puts it. */
  over: boolean;
  /** Where the value stands that is compared with, in bytes. */
  span: Span;
  /** Where it stands, in lines and UTF-16 columns. */
  range: Ends;
  /** Which side no case has, where one is missing. */
  gap?: Texts;
}

/** A text in both languages. */
export interface Told {
  /** In Chinese. */
  zh: string;
  /** In English. */
  en: string;
}

/** A text in Chinese and in English. */
export interface Told2 {
  /** In Chinese. */
  zh: string;
  /** In English. */
  en: string;
}

/**
 * Whether a part of a condition holds.
 * - `known`: It is no condition; its value is known.
 * - `true`: It holds.
 * - `false`: It does not.
 * - `unknown`: Nobody knows yet.
 * - `notApplicable`: It has no value, whatever is filled in: what it asks for does not apply.
 * - `failed`: It could not be computed.
 */
export type Truth = "known" | "true" | "false" | "unknown" | "notApplicable" | "failed";

/** A case that cannot be run. */
export interface UnusableCase {
  /** Where it stands. */
  place: CasePlace;
  /** What is wrong with it. */
  text: Texts;
  /** Its name, where that could be read. */
  name?: string;
}

/**
 * Whose term a deadline is: who does, or may do, what ends it.
 * - `office`: The office's: once past it is late.
 * - `citizen`: A right of the citizen concerned: once past it has passed, and nobody owes anything.
 */
export type Whose = "office" | "citizen";

/** The ends of numbers or times: at most one of the lower two and one of the upper two. */
export interface Within {
  /** All are greater. */
  above?: Json;
  /** All are less. */
  below?: Json;
  /** The least value. */
  from?: Json;
  /** Whether it may also be a time that is known not to have come. */
  orNone?: boolean;
  /** The greatest value. */
  upTo?: Json;
}

/** An end of what is possible. */
export interface Int64End {
  /** No completion is beyond it. */
  value: number;
  /** Whether a completion reaches it. */
  exact: boolean;
  /** Values for open fields that reach it, by name, as `cracks[0].width`; none where it is not exact. */
  witness?: { [name: string]: Json };
}

/** Two ends. */
export interface Int64Range {
  /** The lowest. */
  low: Int64End;
  /** The highest. */
  high: Int64End;
}

/** An end of what is possible. */
export interface StringEnd {
  /** No completion is beyond it. */
  value: string;
  /** Whether a completion reaches it. */
  exact: boolean;
  /** Values for open fields that reach it, by name, as `cracks[0].width`; none where it is not exact. */
  witness?: { [name: string]: Json };
}

/** Two ends. */
export interface StringRange {
  /** The lowest. */
  low: StringEnd;
  /** The highest. */
  high: StringEnd;
}
