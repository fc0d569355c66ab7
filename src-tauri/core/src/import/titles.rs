//! The words over a register's columns: for each field of each register the titles it goes by.

use super::plan::ImportKind;

/// One field of a register and the titles it goes by, folded; the first is the usual one.
pub(super) struct Field {
    pub name: &'static str,
    pub required: bool,
    pub titles: &'static [&'static str],
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
    field("status", &["状态", "资格状态", "会员状态", "会籍状态", "当前状态", "status", "state"]),
    field(
        "cancelled_on",
        &["取消日期", "取消时间", "注销日期", "注销时间", "作废日期", "停用日期", "cancelled", "cancelledon"],
    ),
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

/// Whether a field can be written over in a row: each the register has, and those told inside its notes or decided about
/// the row.
pub(super) fn is_correctable(kind: ImportKind, name: &str) -> bool {
    let derived: &[&str] = match kind {
        ImportKind::FrontDeskRegister => &["allergies"],
        ImportKind::StockroomRegister => &["member_no"],
        ImportKind::PriceList | ImportKind::Rooms | ImportKind::Staff => &[],
    };
    derived.contains(&name) || fields(kind).iter().any(|field| field.name == name)
}

/// The registers a file may be: the one the user named, or all, those with the rarer titles first.
pub(super) fn kinds(said: Option<ImportKind>) -> Vec<ImportKind> {
    use ImportKind::{FrontDeskRegister, PriceList, Rooms, Staff, StockroomRegister};
    said.map_or_else(|| vec![StockroomRegister, Staff, Rooms, PriceList, FrontDeskRegister], |kind| vec![kind])
}

/// The fields of a register.
pub(super) fn fields(kind: ImportKind) -> &'static [Field] {
    match kind {
        ImportKind::FrontDeskRegister => FRONT_DESK,
        ImportKind::StockroomRegister => STOCKROOM,
        ImportKind::PriceList => PRICE_LIST,
        ImportKind::Rooms => ROOMS,
        ImportKind::Staff => STAFF,
    }
}
