// One item of every kind: in which column it stands, who writes and who signs it by the plan, and what is filled in. A
// test of crates/domain holds this list against the kinds of the program.
import type { Account } from "./desk.ts";
import { csv, mp4, photograph, scan, type UploadFile } from "./files.ts";
import {
  chosen, cover, type Fields, file, film, item, lines, numbered, picture, showing, spreadsheet, ticked, typed, unseen,
} from "./filling.ts";
import { newsReviewer, publisher, reviewer } from "./people.ts";
import { day, today, yesterday } from "./writing.ts";

export interface Example {
  /** As the form offers it. */
  kind: string;
  column: { name: string; code: string };
  writer: Account;
  signer: Account;
  title: string;
  /** Paragraphs of the text. */
  body: string[];
  fields: Fields;
  attachment?: UploadFile;
  /** Where the column itself is the page. */
  isColumn?: boolean;
}

/** Accounts that the demo opens for units without one of its people. */
const unit = (login: string): Account => ({ ...publisher, login });

const SUBSIDY = { number: "示政办发〔2026〕3号", title: "关于规范示例县惠民补贴资金发放的通知" };
const IRRIGATION = "【示例】关于加强示例灌区水利设施管护的意见";
const inAMonth = (): string => day(new Date(Date.now() + 30 * 24 * 60 * 60 * 1000));

export async function examples(): Promise<Example[]> {
  const photo = await photograph();
  const notices = { name: "通知公告", code: "tzgg" };
  const byEducation = { writer: publisher, signer: reviewer };
  return [
    {
      kind: "文章",
      column: notices,
      ...byEducation,
      title: "隆安县2026年学生资助名额分配方案公示",
      body: ["现将学生资助名额分配方案予以公示，欢迎监督。"],
      fields: {
        类型: unseen(chosen("公示")),
        开始日期: typed(today()),
        截止日期: typed(inAMonth()),
        意见反馈或咨询方式: typed("县教育局资助办，0771-6520000"),
      },
    },
    {
      kind: "转载",
      column: notices,
      ...byEducation,
      title: "国务院办公厅关于进一步优化政务服务的通知（转载）",
      body: ["通知要求，线上线下办事标准一致，减少群众跑动。"],
      fields: {
        原文地址: typed("https://www.gov.cn/zhengce/youhua.htm"),
        原文发布日期: typed(yesterday()),
        来源级别: unseen(chosen("国务院")),
      },
    },
    {
      kind: "本站转载",
      column: notices,
      ...byEducation,
      title: IRRIGATION,
      body: [],
      // Its line in the list leads to the one source.
      fields: { 所转载的信息: showing(item("灌区", IRRIGATION), "示政办发〔2026〕2号") },
    },
    {
      kind: "政策文件",
      column: { name: "文件资料", code: "wjzl" },
      ...byEducation,
      title: "关于做好2026年秋季学期校园安全工作的通知",
      body: ["各学校要在开学前完成一次安全检查，建立问题清单。"],
      fields: {
        发文字号: showing(typed("隆教发[2026]18号"), "隆教发〔2026〕18号"),
        索引号: typed("LA0001-2026-0018"),
        发文机关: typed("隆安县教育局"),
        联合发文机关: typed("隆安县公安局"),
        文件类型: chosen("规范性文件"),
        体裁: chosen("通知"),
        主题分类: chosen("科技、教育 / 教育"),
        "涉及公众利益、需要解读": unseen(chosen("否")),
        成文日期: typed(yesterday()),
        实施日期: typed(today()),
        有效期至: typed(inAMonth()),
        它替代的文件: item(SUBSIDY.number, SUBSIDY.title),
      },
      attachment: scan("校园安全检查表.pdf"),
    },
    {
      kind: "政策解读",
      column: { name: "政策解读", code: "zcjd" },
      ...byEducation,
      title: "一问一答读懂惠民补贴资金怎样发放",
      body: ["问：补贴发到哪里？答：统一发到社会保障卡。"],
      fields: {
        所解读的文件: item(SUBSIDY.number, SUBSIDY.title),
        解读机构: typed("县教育局政策法规股"),
        解读形式: chosen("问答解读"),
      },
    },
    {
      kind: "领导信息",
      column: { name: "领导之窗", code: "ldzc" },
      ...byEducation,
      title: "韦光明",
      body: [],
      fields: {
        现任职务: typed("副县长"),
        班子: unseen(chosen("县政府")),
        排序: unseen(typed("5")),
        照片: picture(photo),
        工作分工: typed("分管教育、科技、文化和体育工作。"),
        工作简历: typed("1998年参加工作，历任教师、校长。"),
        任现职时间: typed("2024-03-15"),
        办公联系方式: typed("0771-6520001"),
        曾任职务: lines(
          { 职务: typed("县教育局局长"), 起: typed("2019年5月"), 止: typed("2024年3月") },
          { 职务: typed("隆安中学校长") },
        ),
      },
    },
    {
      kind: "机构职能",
      column: { name: "机构职能", code: "jgzn" },
      ...byEducation,
      title: "隆安县教育局招生考试中心",
      body: [],
      fields: {
        机构类别: unseen(chosen("事业单位")),
        主要职责: typed("承担各类教育招生考试的组织实施。"),
        办公地址: typed("隆安县城厢镇教育路8号"),
        办公时间: typed("周一至周五 8:00—12:00，15:00—18:00"),
        办公电话: typed("0771-6520002"),
        传真: typed("0771-6520003"),
        邮政编码: typed("532700"),
        电子邮箱: typed("zkzx@lax.gov.cn"),
        负责人姓名: typed("陆明"),
        负责人职务: typed("主任"),
        排序: unseen(typed("90")),
        内设机构和下属单位: lines({ 机构名称: typed("命题保密室"), 职责: typed("试卷保管"), 负责人: typed("农丽"), 电话: typed("0771-6520004") }),
      },
    },
    {
      kind: "办事指南",
      column: { name: "在线办事服务", code: "zxbs" },
      ...byEducation,
      title: "民办幼儿园设立许可（县级）",
      body: [],
      fields: {
        实施部门: typed("县教育局"),
        事项类型: chosen("行政许可"),
        服务对象: ticked("企业", "社会组织"),
        办事情形: unseen(ticked("上学教育", "开办企业")),
        主题: unseen(typed("教育")),
        通俗叫法: unseen(typed("办幼儿园")),
        设定依据: typed("《中华人民共和国民办教育促进法》第十二条。"),
        申请条件: typed("有合格的园舍、园长和教师。"),
        法定办结时限: typed("90个工作日"),
        承诺办结时限: typed("30个工作日"),
        收费: typed("不收费"),
        收费依据: typed("未设收费项目"),
        办理地点: typed("县政务服务中心二楼教育窗口。"),
        办理时间: typed("工作日 9:00—17:00"),
        咨询电话: typed("0771-6520005"),
        监督投诉: typed("12345"),
        办理结果: typed("民办学校办学许可证"),
        在线办理地址: showing(typed("https://zwfw.gxzf.gov.cn/eportal/baoyou"), "在线办理"),
        事项编码: typed("11450123MB1234567F4000105001000"),
        申请材料: lines({
          材料名称: typed("设立申请书"),
          必要性: chosen("必要"),
          形式: chosen("原件"),
          份数: typed("2份"),
          来源渠道: typed("申请人自备"),
          填报须知: typed("由举办者签名"),
          空白表或样表: file(scan("设立申请书（空白表）.pdf"), "设立申请书"),
        }),
        办理流程: lines(
          { 环节: typed("受理"), 办理内容: typed("核对材料"), 时限: typed("当场") },
          { 环节: typed("现场勘查"), 办理内容: typed("查看园舍"), 时限: typed("10个工作日") },
        ),
      },
    },
    {
      kind: "项目信息",
      column: { name: "项目投资批准结果信息", code: "xmtzpz" },
      writer: unit("demo-fgkj-fb1"),
      signer: reviewer,
      title: "关于城北小学教学楼工程可行性研究报告的批复",
      body: ["原则同意所报可行性研究报告。"],
      fields: {
        项目或项目群名称: typed("城北小学教学楼工程"),
        项目代码: typed("2609-450123-04-01-100001"),
        阶段: chosen("投资批准结果"),
        行为性质: chosen("行政许可"),
        批准或决定文号: typed("隆发改审〔2026〕66号"),
        批准或决定机关: typed("县发改科技局"),
        项目法人: typed("隆安县城北小学"),
        建设地点: typed("隆安县城厢镇城北路"),
        建设规模和主要内容: typed("新建教学楼一栋，建筑面积六千平方米。"),
        金额: typed("1,880.00 万元"),
        参建单位: lines({ 角色: chosen("设计单位"), 单位名称: typed("示例建筑设计院"), 资质: typed("甲级") }),
      },
    },
    {
      kind: "许可处罚",
      column: { name: "信用体系建设", code: "xytxjs" },
      writer: publisher,
      signer: unit("demo-fgkj-sh1"),
      title: "隆安县示例培训有限公司行政处罚决定",
      body: [],
      fields: {
        类别: chosen("行政处罚"),
        决定文书号: typed("隆教罚决〔2026〕3号"),
        行政相对人: typed("隆安县示例培训有限公司"),
        统一社会信用代码: typed("91350100M000100Y43"),
        决定机关: typed("县教育局"),
        决定日期: typed(yesterday()),
        依据: typed("《校外培训行政处罚暂行办法》第十七条。"),
        许可内容或违法事实: typed("未经批准开展学科类校外培训。"),
        决定内容: typed("责令停止举办，退还所收费用。"),
        公示截止期: typed(inAMonth()),
      },
    },
    {
      kind: "预决算",
      column: { name: "财政信息", code: "czxx" },
      writer: publisher,
      signer: unit("demo-czj-sh1"),
      title: "隆安县教育局2026年部门预算公开",
      body: [],
      fields: {
        类别: chosen("部门预算"),
        年度: typed("2026"),
        编制单位: typed("隆安县教育局"),
        "批准（批复）日期": typed(yesterday()),
        "批准（批复）机关": typed("县财政局"),
      },
      attachment: scan("2026年部门预算表.pdf"),
    },
    {
      kind: "议案提案",
      column: { name: "议案提案", code: "yata" },
      writer: unit("demo-rdb-fb1"),
      signer: reviewer,
      title: "关于增设城北小学接送专用车位的建议及答复",
      body: ["您提出的建议收悉，现答复如下：已划定接送车位四十个。"],
      fields: {
        类别: chosen("人大代表建议"),
        届次: typed("县十七届人大六次会议"),
        编号: typed("第21号"),
        年份: unseen(typed("2026")),
        提出人: typed("农代表"),
        承办单位: typed("县教育局"),
        答复日期: typed(yesterday()),
        办理结果: chosen("A类（已解决或采纳）"),
        提出人是否同意公开: unseen(chosen("同意")),
      },
    },
    {
      kind: "清单",
      column: { name: "清单信息", code: "qdxx" },
      ...byEducation,
      title: "隆安县教育局公共服务事项清单",
      body: [],
      fields: {
        类别: chosen("公共服务事项清单"),
        实施或主管单位: typed("县教育局"),
        清单: spreadsheet(csv("教育公共服务事项.csv", ["编码,事项", "JY-1,学生转学", "JY-2,学生资助"]), ["JY-1", "学生资助"]),
        动态调整: lines({ 日期: typed(yesterday()), 调整: chosen("新增"), 事项: typed("学籍证明线上办理"), 依据: typed("隆教发〔2026〕9号") }),
      },
    },
    {
      kind: "名单",
      column: { name: "社会救助和社会福利领域", code: "shjzfl" },
      ...byEducation,
      title: "2026年秋季学期家庭经济困难学生资助名单公示",
      body: [],
      fields: {
        待遇或项目: typed("家庭经济困难学生生活补助"),
        期次: typed("2026年秋季学期"),
        审核确认单位: typed("县教育局"),
        监督和异议受理方式: typed("县教育局资助办，0771-6520000"),
        名单: spreadsheet(
          csv("困难学生资助名单.csv", [
            "序号,姓名,身份证号码,联系电话,家庭住址,资助金额（元）",
            "1,韦示例,00000020140101000X,00000000000,示例县示例镇示例村第1号,625",
            "2,黄示范,00000019530102001X,00000000001,示例县样本乡样本村第2号,500",
          ]),
          ["韦某", "625"],
          ["韦示例", "00000020140101000X", "00000000001"],
        ),
      },
    },
    {
      kind: "公开指南",
      column: { name: "信息公开指南", code: "xxgkzn" },
      ...byEducation,
      title: "隆安县教育局信息公开指南",
      body: [],
      fields: {
        公开单位: typed("隆安县教育局"),
        信息公开工作机构: typed("县教育局办公室"),
        办公地址: typed("隆安县城厢镇教育路8号"),
        办公时间: typed("工作日 8:00—12:00"),
        联系电话: typed("0771-6520006"),
        传真: typed("0771-6520007"),
        互联网联系方式: typed("jyj@lax.gov.cn"),
        政府信息的分类: typed("本机关信息分为机构职能、政策文件等五类。"),
        编排体系: typed("按信息形成的时间倒序编排。"),
        获取方式: typed("可以在本网站查阅，也可以书面申请。"),
        监督和救济: typed("对答复不服的，可以依法申请行政复议。"),
      },
    },
    {
      kind: "年度报告",
      column: { name: "信息公开年度报告", code: "xxgknb" },
      ...byEducation,
      title: "隆安县教育局2025年政府信息公开工作年度报告",
      body: [],
      fields: {
        公开单位: unseen(typed("隆安县教育局")),
        年度: unseen(typed("2025")),
        "一、总体情况": typed("全年主动公开信息三百一十二条。"),
        "五、存在的主要问题及改进情况": typed("政策解读形式单一，将增加图解。"),
        "六、其他需要报告的事项": typed("全年没有收取信息处理费。"),
        "二、主动公开：规章和规范性文件": numbered({ 2: { 本年制发件数: typed("17") } }),
        // As many were answered as came.
        "三、收到和处理政府信息公开申请情况": numbered({
          1: { 自然人: typed("83"), 总计: typed("83") },
          3: { 自然人: typed("83"), 总计: typed("83") },
          24: { 自然人: typed("83"), 总计: typed("83") },
        }),
      },
    },
    {
      kind: "视频",
      column: { name: "视频新闻", code: "spxw" },
      writer: unit("demo-gdt-fb1"),
      signer: unit("demo-gdt-sh1"),
      title: "开学第一课走进隆安乡村学校",
      body: [],
      fields: {
        视频文件: film(mp4("开学第一课.mp4")),
        封面: cover(photo),
        文字稿: typed("旁白：新学期第一天，孩子们走进新教室。"),
        时长: unseen(typed("2 分 30 秒")),
      },
    },
    {
      kind: "图集",
      column: { name: "隆安“那”印象", code: "lanyx" },
      writer: unit("demo-wgtl-fb1"),
      signer: unit("demo-xwzx-sh1"),
      title: "稻田边的学校",
      body: [],
      fields: {
        图片: lines({
          图片: picture(photo),
          替代文字: unseen(typed("稻田旁的一所小学，操场上有旗杆")),
          图片说明: typed("秋收时节的乡村小学"),
          作者: typed("梁摄影"),
        }),
        肖像和著作权授权: unseen(typed("作者授权本网使用")),
      },
    },
    {
      kind: "固定页面",
      column: { name: "隆安简介", code: "lajj" },
      writer: unit("demo-xzb-fb1"),
      signer: unit("demo-xzb-sh1"),
      title: "隆安县情简介",
      body: ["隆安县位于广西南宁市西北部，是稻作文化之乡。"],
      fields: { 数据截至: typed("2025-12-31"), 内容核实日期: typed(yesterday()) },
      isColumn: true,
    },
    {
      kind: "新媒体账号",
      column: { name: "微博微信等", code: "wbwx" },
      writer: publisher,
      signer: newsReviewer,
      title: "隆安教育",
      body: [],
      fields: {
        平台: chosen("微信公众号"),
        主办单位: typed("县教育局"),
        账号: typed("longan-jiaoyu"),
        二维码: picture(photo),
        账号主页: typed("https://weixin.qq.com/r/longan-jiaoyu"),
        账号介绍: typed("发布招生考试和校园资讯。"),
        最近更新: unseen(typed(yesterday())),
      },
    },
  ];
}
