import { inLines, throughSchema } from "./document.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { docxToHtml } from "../src/docx.ts";
import { docxFile } from "./docxFile.ts";

test("a Word file keeps headings, layout, merged cells and pictures", async () => {
  const { html, uploads, notices } = await docxToHtml({ buffer: await docxFile() });
  const saved = inLines(throughSchema(html.replace(/data-upload="[^"]*"/, 'src="/media/1"')));
  assert.equal(
    saved,
    `<p class="ta-center"><strong>补助办法（示例）</strong></p>
<h2>一、补助标准</h2>
<p class="indent-2em">按下表执行。</p>
<table>
<thead>
<tr>
<th scope="col">项目</th><th colspan="2" scope="colgroup">标准（元）</th></tr>
</thead>
<tbody>
<tr>
<td rowspan="2">水稻</td><td>早稻</td><td>100</td></tr>
<tr>
<td>晚稻</td><td>120</td></tr>
</tbody>
</table>
<figure>
<img src="/media/1" alt="办事大厅外景（示例）"></figure>
<p class="ta-right">示例县农业农村局</p>
`,
  );
  assert.equal(uploads.length, 1);
  assert.deepEqual(notices, []);
});

test("what is no Word file is refused", async () => {
  await assert.rejects(docxToHtml({ buffer: Buffer.from("not a zip") }));
});
