//! The built-in words, by category, set apart by spaces. Chinese ones are simplified and match anywhere;
//! English ones match as whole words with or without a plural `s`, their `_` standing for what sets words
//! apart.

use super::Category;

/// The words of one category and what keeps them from counting.
pub(super) struct Group {
    pub(super) category: Category,
    /// Words and phrases.
    pub(super) words: &'static str,
    /// Words that count only where nothing but signs stands beside them.
    pub(super) alone: &'static str,
    /// Longer expressions that speak of the matter: a word inside one does not count.
    pub(super) matter: &'static str,
    /// Words that, in the same clause, show that the matter is meant.
    pub(super) beside: &'static str,
}

/// Somebody asks for, takes or misuses a document: the demand is the matter.
const DEMANDS: &str = "索要 索取 骗取 套取 盗用 冒用 盗取 泄露 诱导 对方要 被要求 要求提供 要求出示 要求发 要求上传 \
    要求拍 要求交 要求手持 要求填 出租 出借 出售 买卖 收购 倒卖 贩卖 伪造 丢失 遗失 扣押 补办 办理 \
    asked asks asking demanded demand requested request wanted wants shared leaked stolen stole \
    misused lent rented sold forged lost phished disclosed exposed withheld";

/// Whose name or number is no citizen's who reports: the other side and organisations.
const OTHER_SIDE: &str = "对方 陌生 来电 骗子 嫌疑 客服 收款 开户 公司 单位 部门 承办 网格员 stranger scammer suspect \
    caller payee company office hotline";

/// Cures that are promised: the sales talk is the matter.
const CURES: &str = "治疗 治愈 根治 包治 特效 神药 保健品 义诊 cure cures remedy miracle";

/// Not asked, not used.
pub(super) const REFUSALS: &str = "请勿 勿填 不要填 不要写 不填 无需 不需要 不得 不采集 不收集 不询问 不问 不看 不使用 不涉及 \
    不考虑 无关 do_not don't never regardless_of not_asked not_used not_needed";

/// Who reports or is concerned. With one of [`DETAILS`] it makes an identity: `reporter_name`, 当事人电话.
pub(super) const PERSONS: &str = "报告人 报案人 报警人 当事人 受害人 信访人 上访人 投诉人 举报人 申请人 联系人 业主 户主 房主 居民 \
    村民 本人 citizen person reporter victim petitioner complainant applicant informant resident \
    householder owner tenant";

/// What identifies a person of [`PERSONS`].
pub(super) const DETAILS: &str =
    "名字 名称 电话 手机 微信 邮箱 地址 name phone mobile tel telephone email wechat address";

/// Things whose age is a fact about the matter.
pub(super) const THINGS: &str = "房屋 房子 建筑 楼房 楼宇 建筑物 结构 屋顶 墙体 电梯 线路 管道 设备 设施 账户 账号 树木 house \
    building structure roof wall timber foundation lift wiring pipe equipment device account website \
    domain tree dispute case complaint report matter file crack";

/// Every category's words, in the order in which they are looked for.
pub(super) const GROUPS: &[Group] = &[
    Group {
        category: Category::Identity,
        words: "身份证 身份号码 公民身份 护照 驾驶证号 社保号 社会保障号 军官证 指纹 虹膜 id_card \
                idcard id_number idnumber id_no id_photo national_id citizen_id person_id \
                identity_card identity_number identity_document passport social_security_number \
                driving_licence_number driver_license_number fingerprint biometric shenfenzheng sfz",
        alone: "",
        matter: "护照业务 证护照",
        beside: DEMANDS,
    },
    Group {
        category: Category::Identity,
        words: "姓名 曾用名 手机号 联系电话 联系方式 家庭住址 家庭地址 住址 full_name fullname \
                surname first_name last_name family_name given_name real_name home_address \
                mobile_number xingming",
        alone: "",
        matter: "实名 real_name_check real_name_verification real_name_registration",
        beside: "",
    },
    Group {
        category: Category::Ethnicity,
        words: "民族 种族 族裔 族群 少民 汉族 回族 藏族 维吾尔 维族 蒙古族 壮族 苗族 彝族 土家族 \
                侗族 瑶族 满族 布依族 朝鲜族 白族 哈尼族 哈萨克 傣族 黎族 畲族 ethnicity ethnicities \
                ethnic race racial nationality nationalities uyghur tibetan minzu",
        alone: "",
        matter: "民族资产 民族大业 民族复兴 民族宝藏 中华民族 民族路 民族街 民族大道 民族中路 \
                民族东路 民族西路 民族南路 民族北路 民族学 民族广场 民族小区 民族中学 民族小学 \
                民族大学 race_condition horse_race race_course race_track",
        beside: "族自治 族乡",
    },
    Group {
        category: Category::Religion,
        words: "宗教 信仰 信教 教徒 信徒 教友 基督 天主教 佛教 道教 伊斯兰 穆斯林 邪教 religion \
                religious christian muslim buddhist islam islamic catholic zongjiao",
        alone: "",
        matter: "宗教场所 宗教活动场所 宗教建筑 宗教设施 宗教用房 religious_site religious_building \
                religious_venue religious_use religious_premises place_of_religious_worship",
        beside: "",
    },
    Group {
        category: Category::Opinion,
        words: "政治面貌 政治立场 政治观点 政治倾向 政治态度 政治思想 思想倾向 党派 党员 异见 \
                political_opinion political_view political_affiliation political_attitude \
                political_stance political_status politics party_member party_membership dissident \
                zhengzhi_mianmao",
        alone: "",
        matter: "office_politics",
        beside: "",
    },
    Group {
        category: Category::Health,
        words: "疾病 精神病 精神异常 精神失常 精神障碍 精神分裂 精神问题 精神状态 精神状况 心理异常 \
                心理障碍 心理问题 神经病 疯子 抑郁 躁狂 病史 患病 慢性病 重病 艾滋 癌症 糖尿病 \
                高血压 心脏病 健康状况 身体状况 health_status health_condition medical_history \
                medical_condition mental_health mental_illness mental_state mental_disorder \
                mentally_ill psychiatric psychosis illness illnesses disease hiv cancer",
        alone: "",
        matter: "精神病院 疾病预防 疾病控制 疾控 disease_control disease_prevention",
        beside: CURES,
    },
    Group {
        category: Category::Disability,
        words: "残疾 残障 智障 弱智 聋哑 聋人 盲人 失能 disability disabilities handicapped disabled \
                deaf blind_person blind_people wheelchair_user canji",
        alone: "",
        matter: "残疾补贴 残疾补助 残疾津贴 残疾证 残疾人证 残疾人补贴 残疾人两项补贴 残疾人设施 \
                残疾人通道 残疾人车位 残疾人权益 残疾人停车 残疾鉴定 disability_benefit disability_allowance \
                account_disabled disabled_account card_disabled alarm_disabled service_disabled \
                feature_disabled camera_disabled device_disabled disabled_access disabled_parking",
        beside: "",
    },
    Group {
        category: Category::Origin,
        words: "籍贯 祖籍 原籍 出生地 外地人 外省人 外乡人 外来人员 外来人口 流动人口 native_place \
                place_of_origin place_of_birth birthplace birth_place hometown outsider",
        alone: "",
        matter: "",
        beside: "",
    },
    Group {
        category: Category::HouseholdRegistration,
        words: "户籍 户口 hukou huji household_registration household_register registered_residence",
        alone: "",
        matter: "户籍管理 户籍业务 户籍办理 户籍迁移 户籍窗口 户籍政策 户口管理 户口业务 户口办理 \
                户口窗口 户口政策 户口迁 迁户口 户口问题 户籍问题 household_registration_service",
        beside: "",
    },
    Group {
        category: Category::Age,
        words: "年龄 年纪 岁数 周岁 老人 老年 高龄 年迈 未成年 出生日期 出生年月 出生年份 age \
                elderly elders old_people old_person older_people older_person senior_citizen \
                pensioner underage teenager birthday birthdate birth_date birth_year date_of_birth \
                year_of_birth dob nianling",
        alone: "",
        matter: "老年活动 老年公寓 老年大学 老年食堂 老年机 老人机 老年代步车 老年证 老年之家 \
                高龄津贴 高龄补贴 老年补贴 老年津贴 未成年人充值 未成年充值 未成年人打赏 未成年打赏 \
                未成年人保护 入学年龄 退休年龄 年龄限制 golden_age new_age",
        beside: "",
    },
    Group {
        category: Category::Sex,
        words: "性别 男性 女性 妇女 男子 女子 sex gender male female woman women xingbie",
        alone: "男 女 男女 男的 女的",
        matter: "妇女权益 妇女维权 妇女儿童权益 妇女节 陌生男子 陌生女子 可疑男子 可疑女子 陌生男性 \
                陌生女性 sex_chat sex_video sex_trade sex_crime sex_offence sex_abuse",
        beside: "",
    },
    Group {
        category: Category::Record,
        words: "前科 案底 犯罪记录 犯罪史 违法记录 违法犯罪人员 刑满释放 刑释 服刑 社区矫正 吸毒史 \
                吸毒人员 劣迹 criminal_record criminal_history police_record prior_conviction \
                previous_conviction conviction convict convicted ex_convict inmate parole qianke",
        alone: "",
        matter: "消除案底 清除案底 留案底 留下案底 无犯罪记录证明",
        beside: "",
    },
    Group {
        category: Category::Family,
        words: "婚姻状况 婚姻状态 婚姻情况 婚否 已婚 未婚 离异 丧偶 单亲 独居 空巢 光棍 \
                marital_status married unmarried divorced divorcee widow widowed widower \
                single_parent single_mother lives_alone living_alone",
        alone: "",
        matter: "",
        beside: "",
    },
    Group {
        category: Category::Label,
        words: "上访户 上访老户 上访专业户 信访户 信访老户 老信访 老上访 惯访 缠访 闹访 缠诉 \
                非正常上访 非访 无理上访 无理取闹 胡搅蛮缠 刁民 钉子户 重点人员 重点人群 重点对象 \
                重点人 高危人员 高危人群 高风险人员 高风险人群 维稳对象 稳控 涉稳人员 肇事肇祸 \
                闹事者 闹事人员 恶意投诉人 职业投诉人 人员黑名单 上访黑名单 居民积分 个人积分 \
                文明积分 诚信积分 社会信用分 troublemaker trouble_maker vexatious serial_petitioner \
                serial_complainer repeat_petitioner habitual_petitioner professional_petitioner \
                nuisance_petitioner key_person key_personnel key_population person_of_interest \
                persons_of_interest high_risk_person high_risk_people high_risk_population \
                social_credit citizen_score person_score",
        alone: "",
        matter: "上访户数 信访户数",
        beside: "",
    },
];

/// Words for contacts count for citizens only: these, beside them, mean somebody else or a demand.
pub(super) const CONTACT_BESIDE: [&str; 2] = [DEMANDS, OTHER_SIDE];

/// The traditional characters that fold into a character of the words above, each before that one.
pub(super) const TRADITIONAL: &str = "丟丢佈布來来係系個个偽伪備备傚效傢家傳传傾倾僞伪兒儿兩两別别剋克動动務务區区員员問问啞哑喪丧\
    單单噁恶噹当嚮向囘回囬回埰采報报場场塲场墻墙壓压壯壮婦妇學学實实寫写寶宝專专對对導导嵗岁廣广\
    廻回彜彝彿佛復复惡恶態态慣惯慮虑戶户採采搆构擧举攪搅攷考數数會会東东業业構构樓楼樹树機机權权\
    歲岁殘残況况洩泄滿满漢汉濛蒙炤照無无爾尔牆墙狀状獨独琯管瑤瑶產产産产畬畲異异畱留當当瘋疯療疗\
    癒愈癥症發发盜盗矇蒙矯矫碼码礙碍禍祸種种稱称積积穩稳筦管箇个節节築筑紀纪紋纹結结經经綫线維维\
    網网線线繫系纏缠缐线義义聯联職职聾聋臟脏興兴舉举華华葯药薩萨藥药蘭兰號号蠻蛮衚胡補补製制複复\
    見见親亲觀观記记訪访設设訴诉診诊証证詢询話话誘诱誠诚請请證证護护販贩貫贯貲资買买貼贴資资賞赏\
    賣卖賬账購购跡迹蹟迹車车軍军辦办迴回週周違违遷迁遺遗邁迈郵邮鄉乡鄕乡釋释釘钉釦扣鋻鉴錄录録录\
    鑑鉴鑒鉴門门開开閙闹関关關关阯址險险離离電电頂顶項项預预題题風风駕驾駛驶騙骗髒脏體体髮发髴佛\
    鬍胡鬧闹鬱郁鮮鲜麪面麫面麵面點点黨党齡龄齣出";
