/** Writes a small .docx: a heading, centred and indented text, a table with merged cells and a picture. */
import JSZip from "jszip";

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006";
const DRAWING = "http://schemas.openxmlformats.org/drawingml/2006";

function paragraph(text: string, properties = "", run = ""): string {
  return `<w:p><w:pPr>${properties}</w:pPr><w:r><w:rPr>${run}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

function cell(text: string, properties = ""): string {
  return `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`;
}

const PICTURE = `<w:p><w:r><w:drawing><wp:inline xmlns:wp="${DRAWING}/wordprocessingDrawing">
<wp:docPr id="1" name="图片 1" descr="办事大厅外景（示例）"/><a:graphic xmlns:a="${DRAWING}/main"><a:graphicData>
<pic:pic xmlns:pic="${DRAWING}/picture"><pic:blipFill><a:blip xmlns:r="${OFFICE}/relationships" r:embed="rId2"/>
</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;

const TABLE = `<w:tbl>
<w:tr><w:trPr><w:tblHeader/></w:trPr>${cell("项目")}${cell("标准（元）", '<w:gridSpan w:val="2"/>')}</w:tr>
<w:tr>${cell("水稻", '<w:vMerge w:val="restart"/>')}${cell("早稻")}${cell("100")}</w:tr>
<w:tr>${cell("", "<w:vMerge/>")}${cell("晚稻")}${cell("120")}</w:tr></w:tbl>`;

const BODY = [
  paragraph("补助办法（示例）", '<w:jc w:val="center"/>', "<w:b/>"),
  paragraph("一、补助标准", '<w:pStyle w:val="1"/>'),
  paragraph("按下表执行。", '<w:ind w:firstLine="640"/>'),
  TABLE,
  PICTURE,
  paragraph("示例县农业农村局", '<w:jc w:val="right"/>'),
].join("");

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR42mOQj18ARAwQCgAdUgR5jvseCwAAAABJRU5ErkJggg==";

export function docxFile(): Promise<Buffer> {
  const zip = new JSZip();
  zip.file(
    "[Content_Types].xml",
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="png" ContentType="image/png"/>
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>`,
  );
  zip.file(
    "_rels/.rels",
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>`,
  );
  zip.file(
    "word/_rels/document.xml.rels",
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/relationships/styles"
 Target="styles.xml"/><Relationship Id="rId2" Type="${OFFICE}/relationships/image" Target="media/1.png"/></Relationships>`,
  );
  zip.file(
    "word/styles.xml",
    `<w:styles ${W}><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>`,
  );
  zip.file("word/media/1.png", PIXEL, { base64: true });
  zip.file("word/document.xml", `<w:document ${W}><w:body>${BODY}</w:body></w:document>`);
  return zip.generateAsync({ type: "nodebuffer" });
}
