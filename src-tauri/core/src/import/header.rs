//! Finds the header row wherever it is, tells by it which register the file is, and maps columns by what their titles mean.
//!
//! The user can correct the map. Refuses a file without a header unless the user has said which column is what, and one
//! that lacks a column its register makes no sense without.

use std::collections::BTreeMap;

use super::plan::{Fate, ImportColumn, ImportKind};
use super::sheet::{Cell, CellKind, Sheet};
use crate::error::{Error, ErrorCode, Result};
use crate::text;

/// How far down the header is looked for.
const DEEPEST_HEADER: usize = 50;

/// One field of a register and the titles it goes by, folded; the first is the usual one.
struct Field {
    name: &'static str,
    required: bool,
    titles: &'static [&'static str],
}

const fn field(name: &'static str, titles: &'static [&'static str]) -> Field {
    Field { name, required: false, titles }
}

const fn required(name: &'static str, titles: &'static [&'static str]) -> Field {
    Field { name, required: true, titles }
}

const NAME: &[&str] =
    &["姓名", "顾客姓名", "会员姓名", "客户姓名", "名字", "顾客", "客户", "会员", "name", "fullname", "member"];
const TIER: &[&str] =
    &["会员资格", "资格", "会员级别", "会员类型", "级别", "等级", "会员等级", "tier", "qualification", "level"];
const APPROVED: &[&str] = &["审批日期", "批准日期", "审批时间", "入会日期", "办卡日期", "approved", "approvaldate"];
const NOTES: &[&str] = &["备注", "说明", "附注", "notes", "note", "remark", "remarks"];

const FRONT_DESK: &[Field] = &[
    field("number", &["序号", "编号", "no", "no.", "#"]),
    field("approved_on", APPROVED),
    required("name", NAME),
    field("gender", &["性别", "gender", "sex"]),
    field(
        "phones",
        &[
            "联系电话",
            "电话",
            "手机",
            "手机号",
            "手机号码",
            "联系方式",
            "电话号码",
            "phone",
            "mobile",
            "tel",
            "telephone",
        ],
    ),
    field("birthday", &["出生日期", "生日", "出生年月", "出生年月日", "birthday", "dateofbirth", "birth"]),
    field("tier", TIER),
    field("beautician", &["负责美容师", "美容师", "专属美容师", "服务美容师", "beautician", "therapist"]),
    field("notes", NOTES),
];

const STOCKROOM: &[Field] = &[
    required("slot", &["库位", "库位号", "柜号", "货位", "格号", "slot", "shelf"]),
    required("name", NAME),
    field("tier", TIER),
    field("approved_on", APPROVED),
    field("phones", &["联系电话", "电话", "手机", "手机号", "phone"]),
    field("towel", &["毛巾", "towel", "towels"]),
    field("bath_towel", &["浴巾", "bathtowel"]),
    field("bathrobe", &["浴袍", "浴衣", "bathrobe", "robe"]),
    field("slippers", &["拖鞋", "slippers"]),
    field("headband", &["发带", "束发带", "headband"]),
    field("notes", NOTES),
];

const PRICE_LIST: &[Field] = &[
    required("code", &["编号", "编码", "项目编号", "代码", "货号", "code"]),
    required("name", &["项目", "名称", "项目名称", "品名", "服务项目", "item", "name"]),
    field("category", &["类别", "分类", "类型", "category"]),
    field("minutes", &["时长", "分钟", "时间", "minutes", "duration"]),
    required("price", &["价格", "单价", "原价", "价格元", "售价", "price"]),
    field("member_price", &["会员价", "会员价格", "memberprice"]),
    field("rooms", &["适用房间", "房间", "rooms"]),
];

const ROOMS: &[Field] = &[
    required("number", &["房号", "房间号", "房间", "房间名称", "room", "roomnumber"]),
    required("tier", &["房型", "房间类型", "类型", "级别", "tier", "type"]),
    field("beds", &["床位", "床位数", "床数", "beds"]),
    field("notes", NOTES),
];

const STAFF: &[Field] = &[
    required("number", &["工号", "员工编号", "员工号", "编号", "number", "staffnumber"]),
    required("name", &["姓名", "员工姓名", "名字", "name"]),
    required("roles", &["岗位", "职务", "职位", "角色", "role", "roles", "position"]),
    field("group", &["组别", "组", "班组", "小组", "group", "team"]),
];

/// Where the fields of one sheet are.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// Which register it is.
    pub kind: ImportKind,
    /// The header's row, from 1; 0 when there is none.
    pub header_row: u32,
    /// The titles, left to right.
    pub titles: Vec<String>,
    places: BTreeMap<&'static str, usize>,
}

/// Finds the sheet and its layout: the first sheet with the most of a register's titles in one row.
pub(super) fn find(
    sheets: &[Sheet],
    kind: Option<ImportKind>,
    columns: &BTreeMap<String, i64>,
) -> Result<(usize, Layout)> {
    let mut best: Option<(usize, usize, Layout)> = None;
    for (at, sheet) in sheets.iter().enumerate() {
        for (row, cells) in sheet.rows.iter().enumerate().take(DEEPEST_HEADER) {
            for kind in kinds(kind) {
                let places = places_by_title(kind, cells);
                let weight = weight(kind, &places);
                if weight > best.as_ref().map_or(1, |(weight, ..)| *weight) {
                    let header_row = u32::try_from(row + 1).unwrap_or_default();
                    let titles = cells.iter().map(|cell| cell.text.trim().to_owned()).collect();
                    best = Some((weight, at, Layout { kind, header_row, titles, places }));
                }
            }
        }
    }
    let (at, mut layout) = match (best, kind) {
        (Some((_, at, layout)), _) => (at, layout),
        (None, Some(kind)) if !columns.is_empty() => {
            (0, Layout { kind, header_row: 0, titles: Vec::new(), places: BTreeMap::new() })
        }
        (None, _) => return Err(Error::refused(ErrorCode::HeaderNotFound).with("titles", first_titles(sheets))),
    };
    layout.correct(columns)?;
    Ok((at, layout))
}

impl Layout {
    /// The cell of a field in a row.
    pub(super) fn cell<'a>(&self, cells: &'a [Cell], field: &str) -> Option<&'a Cell> {
        self.places.get(field).and_then(|place| cells.get(*place))
    }

    /// Whether a field has a column.
    pub(super) fn has(&self, field: &str) -> bool {
        self.places.contains_key(field)
    }

    /// The title over a field.
    pub(super) fn title(&self, field: &str) -> &str {
        self.places.get(field).and_then(|place| self.titles.get(*place)).map(String::as_str).unwrap_or_default()
    }

    /// Where each field of this register was found.
    pub(super) fn columns(&self) -> Vec<ImportColumn> {
        let column = |field: &Field| {
            let place = self.places.get(field.name).copied();
            ImportColumn {
                field: field.name.to_owned(),
                column: place.and_then(|place| u32::try_from(place).ok()),
                title: place.and_then(|place| self.titles.get(place)).cloned().unwrap_or_default(),
                required: field.required,
            }
        };
        fields(self.kind).iter().map(column).collect()
    }

    /// What a row is by its form alone: nothing, a heading, a total, or a row to be read.
    pub(super) fn form_of(&self, number: u32, cells: &[Cell]) -> Fate {
        if Sheet::is_blank(cells) {
            return Fate::Blank;
        }
        if number <= self.header_row || self.repeats_header(cells) {
            return Fate::Heading;
        }
        if is_total(cells) {
            return Fate::Total;
        }
        Fate::Sure
    }

    /// Long registers print their titles again on every page.
    fn repeats_header(&self, cells: &[Cell]) -> bool {
        let places = places_by_title(self.kind, cells);
        places.len() >= 2 && places.iter().all(|(name, place)| self.places.get(name) == Some(place))
    }

    /// Takes the user's word for columns.
    fn correct(&mut self, columns: &BTreeMap<String, i64>) -> Result<()> {
        for (name, column) in columns {
            let known = fields(self.kind).iter().find(|field| field.name == name);
            let known = known.ok_or_else(|| Error::refused(ErrorCode::BadArguments).with("field", name))?;
            match usize::try_from(*column) {
                Ok(place) => self.places.insert(known.name, place),
                Err(_) => self.places.remove(known.name),
            };
        }
        let missing = fields(self.kind).iter().filter(|field| field.required && !self.places.contains_key(field.name));
        let missing: Vec<&str> = missing.map(|field| field.name).collect();
        if !missing.is_empty() {
            let refusal = Error::refused(ErrorCode::ColumnsMissing).with("fields", missing);
            return Err(refusal.with("titles", &self.titles).with("kind", self.kind));
        }
        Ok(())
    }
}

fn kinds(said: Option<ImportKind>) -> Vec<ImportKind> {
    use ImportKind::{FrontDeskRegister, PriceList, Rooms, Staff, StockroomRegister};
    said.map_or_else(|| vec![StockroomRegister, Staff, Rooms, PriceList, FrontDeskRegister], |kind| vec![kind])
}

fn fields(kind: ImportKind) -> &'static [Field] {
    match kind {
        ImportKind::FrontDeskRegister => FRONT_DESK,
        ImportKind::StockroomRegister => STOCKROOM,
        ImportKind::PriceList => PRICE_LIST,
        ImportKind::Rooms => ROOMS,
        ImportKind::Staff => STAFF,
    }
}

/// Each field's column in a row read as titles. A title belongs to one field; the leftmost title of a meaning counts.
fn places_by_title(kind: ImportKind, cells: &[Cell]) -> BTreeMap<&'static str, usize> {
    let mut places = BTreeMap::new();
    for (place, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.kind == CellKind::Text) {
        let title = plain_title(&cell.text);
        let meant = fields(kind).iter().find(|field| field.titles.contains(&title.as_str()));
        if let Some(field) = meant {
            places.entry(field.name).or_insert(place);
        }
    }
    places
}

/// How much a row looks like the header of a register: a title each, and more when nothing it needs is missing.
fn weight(kind: ImportKind, places: &BTreeMap<&'static str, usize>) -> usize {
    let complete = fields(kind).iter().all(|field| !field.required || places.contains_key(field.name));
    if complete { places.len() * 2 + 1 } else { places.len() }
}

/// A title without its brackets, spaces and marks: `时长(分钟)` is `时长`.
fn plain_title(title: &str) -> String {
    let folded = text::folded(title);
    let plain = folded.split(['(', '[', '【', '（']).next().unwrap_or_default();
    plain.chars().filter(|c| !matches!(c, ':' | '*' | '_' | '-' | '：')).collect()
}

/// A row of totals begins with the word for it.
fn is_total(cells: &[Cell]) -> bool {
    let first = cells.iter().find(|cell| !cell.is_blank()).map(|cell| text::folded(&cell.text)).unwrap_or_default();
    ["合计", "总计", "小计", "共计", "总人数", "total"].iter().any(|word| {
        first.strip_prefix(word).is_some_and(|rest| !rest.chars().any(char::is_alphabetic) || rest == "人数")
    })
}

/// The fullest of the first rows, so that the user can say which column is what.
fn first_titles(sheets: &[Sheet]) -> Vec<String> {
    let filled = |cells: &&Vec<Cell>| cells.iter().filter(|cell| !cell.is_blank()).count();
    let rows = sheets.iter().take(1).flat_map(|sheet| sheet.rows.iter().take(DEEPEST_HEADER));
    let fullest = rows.rev().max_by_key(filled);
    fullest.map(|cells| cells.iter().map(|cell| cell.text.chars().take(60).collect()).collect()).unwrap_or_default()
}
