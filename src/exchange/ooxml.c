/* Writing Word files; the element order is that of the schema, which Word insists on. */
#include "exchange/ooxml.h"

#include "exchange/zip.h"
#include "text/utf8.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define R "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define MAIN "application/vnd.openxmlformats-officedocument.wordprocessingml."

static const char content_types[] = XML
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" "
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/word/document.xml\" ContentType=\"" MAIN "document.main+xml\"/>"
    "<Override PartName=\"/word/styles.xml\" ContentType=\"" MAIN "styles+xml\"/>"
    "<Override PartName=\"/word/settings.xml\" ContentType=\"" MAIN "settings+xml\"/>"
    "<Override PartName=\"/word/footer1.xml\" ContentType=\"" MAIN "footer+xml\"/>"
    "<Override PartName=\"/word/footer2.xml\" ContentType=\"" MAIN "footer+xml\"/></Types>";

static const char package_rels[] = XML
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" REL "officeDocument\" Target=\"word/document.xml\"/>"
    "</Relationships>";

static const char document_rels[] = XML
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" REL "styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" REL "settings\" Target=\"settings.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"" REL "footer\" Target=\"footer1.xml\"/>"
    "<Relationship Id=\"rId4\" Type=\"" REL "footer\" Target=\"footer2.xml\"/></Relationships>";

static const char settings[] = XML
    "<w:settings " W "><w:defaultTabStop w:val=\"420\"/><w:evenAndOddHeaders/>"
    "<w:characterSpacingControl w:val=\"doNotCompress\"/></w:settings>";

void ooxml_init(struct ooxml *doc)
{
	doc->body = g_string_new(NULL);
}

void ooxml_clear(struct ooxml *doc)
{
	if (doc->body)
		g_string_free(doc->body, TRUE);
	doc->body = NULL;
}

void ooxml_para(struct ooxml *doc, const struct ooxml_para *para)
{
	g_string_append(doc->body, "<w:p><w:pPr>");
	if (para->keep_next)
		g_string_append(doc->body, "<w:keepNext/>");
	if (para->line)
		g_string_append_printf(
		    doc->body, "<w:spacing w:line=\"%d\" w:lineRule=\"exact\"/>", para->line);
	/* Word goes by the characters, others by the length */
	if (para->indent)
		g_string_append_printf(doc->body,
		    "<w:ind w:firstLineChars=\"200\" w:firstLine=\"%d\"/>", para->indent * 20);
	if (para->align)
		g_string_append_printf(doc->body, "<w:jc w:val=\"%s\"/>", para->align);
	g_string_append(doc->body, "</w:pPr>");
}

/* Text of a run: escaped, tabs as elements, nothing that XML 1.0 forbids. */
static void put_text(GString *out, const char *text, size_t len)
{
	g_string_append(out, "<w:t xml:space=\"preserve\">");
	for (size_t at = 0; at < len;) {
		size_t from = at;
		uint32_t c = utf8_next(text, len, &at);

		if (c == '\t')
			g_string_append(out, "</w:t><w:tab/><w:t xml:space=\"preserve\">");
		else if (c == '&')
			g_string_append(out, "&amp;");
		else if (c == '<')
			g_string_append(out, "&lt;");
		else if (c == '>')
			g_string_append(out, "&gt;");
		else if (c >= 0x20 && c != 0x7F && (c & 0xFFFE) != 0xFFFE)
			g_string_append_len(out, text + from, (gssize)(at - from));
	}
	g_string_append(out, "</w:t>");
}

void ooxml_run(struct ooxml *doc, const struct ooxml_run *run, const char *text, size_t len)
{
	g_string_append(doc->body, "<w:r><w:rPr>");
	if (run->font)
		g_string_append_printf(doc->body, "<w:rFonts w:eastAsia=\"%s\"/>", run->font);
	if (run->bold)
		g_string_append(doc->body, "<w:b/>");
	if (run->size)
		g_string_append_printf(
		    doc->body, "<w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/>", run->size, run->size);
	g_string_append(doc->body, "</w:rPr>");
	put_text(doc->body, text, len);
	g_string_append(doc->body, "</w:r>");
}

void ooxml_para_end(struct ooxml *doc)
{
	g_string_append(doc->body, "</w:p>");
}

void ooxml_table(struct ooxml *doc, const int *widths, size_t columns)
{
	static const char *const sides[] = {"top", "left", "bottom", "right", "insideH", "insideV"};
	int whole = 0;

	for (size_t i = 0; i < columns; i++)
		whole += widths[i];
	g_string_append_printf(
	    doc->body, "<w:tbl><w:tblPr><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblBorders>", whole);
	for (size_t i = 0; i < G_N_ELEMENTS(sides); i++)
		g_string_append_printf(doc->body,
		    "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>", sides[i]);
	g_string_append(doc->body, "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>"
				   "<w:left w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"60\" "
				   "w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>");
	for (size_t i = 0; i < columns; i++)
		g_string_append_printf(doc->body, "<w:gridCol w:w=\"%d\"/>", widths[i]);
	g_string_append(doc->body, "</w:tblGrid>");
}

void ooxml_row(struct ooxml *doc, int height)
{
	g_string_append_printf(doc->body,
	    "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"%d\" w:hRule=\"exact\"/></w:trPr>",
	    height);
}

void ooxml_cell(struct ooxml *doc, int width, int span)
{
	g_string_append_printf(
	    doc->body, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>", width);
	if (span > 1)
		g_string_append_printf(doc->body, "<w:gridSpan w:val=\"%d\"/>", span);
	g_string_append(doc->body, "<w:vAlign w:val=\"center\"/></w:tcPr>");
}

void ooxml_cell_end(struct ooxml *doc)
{
	g_string_append(doc->body, "</w:tc>");
}

void ooxml_row_end(struct ooxml *doc)
{
	g_string_append(doc->body, "</w:tr>");
}

void ooxml_table_end(struct ooxml *doc)
{
	g_string_append(doc->body, "</w:tbl>");
}

static char *styles_of(const struct ooxml_page *page)
{
	return g_strdup_printf(XML
	    "<w:styles " W "><w:docDefaults><w:rPrDefault><w:rPr>"
	    "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"%s\" "
	    "w:cs=\"Times New Roman\"/><w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/>"
	    "<w:lang w:val=\"en-US\" "
	    "w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
	    "<w:spacing w:before=\"0\" w:after=\"0\"/></w:pPr></w:pPrDefault></w:docDefaults>"
	    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name "
	    "w:val=\"Normal\"/>"
	    "<w:pPr><w:widowControl w:val=\"0\"/><w:jc "
	    "w:val=\"both\"/></w:pPr></w:style></w:styles>",
	    page->font, page->size, page->size);
}

/* A footer with the page's number, as offices set it: — 1 — in 四号, on the outer side. */
static char *footer_of(const struct ooxml_page *page, const char *align)
{
	if (!page->numbered)
		return g_strdup(XML "<w:ftr " W "><w:p/></w:ftr>");
	return g_strdup_printf(XML
	    "<w:ftr " W "><w:p><w:pPr><w:ind w:leftChars=\"100\" w:rightChars=\"100\"/>"
	    "<w:jc w:val=\"%s\"/></w:pPr>"
	    "<w:r><w:rPr><w:rFonts w:ascii=\"宋体\" w:hAnsi=\"宋体\" w:eastAsia=\"宋体\"/>"
	    "<w:sz w:val=\"28\"/></w:rPr><w:t xml:space=\"preserve\">— </w:t></w:r>"
	    "<w:r><w:rPr><w:sz w:val=\"28\"/></w:rPr><w:fldChar w:fldCharType=\"begin\"/></w:r>"
	    "<w:r><w:rPr><w:sz w:val=\"28\"/></w:rPr><w:instrText xml:space=\"preserve\"> PAGE "
	    "</w:instrText></w:r>"
	    "<w:r><w:rPr><w:sz w:val=\"28\"/></w:rPr><w:fldChar w:fldCharType=\"separate\"/></w:r>"
	    "<w:r><w:rPr><w:sz w:val=\"28\"/></w:rPr><w:t>1</w:t></w:r>"
	    "<w:r><w:rPr><w:sz w:val=\"28\"/></w:rPr><w:fldChar w:fldCharType=\"end\"/></w:r>"
	    "<w:r><w:rPr><w:rFonts w:ascii=\"宋体\" w:hAnsi=\"宋体\" w:eastAsia=\"宋体\"/>"
	    "<w:sz w:val=\"28\"/></w:rPr><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>",
	    align);
}

GBytes *ooxml_pack(const struct ooxml *doc, const struct ooxml_page *page, struct err *err)
{
	g_autofree char *styles = styles_of(page);
	g_autofree char *odd = footer_of(page, "right");
	g_autofree char *even = footer_of(page, "left");
	g_autofree char *grid = page->line_pitch
				    ? g_strdup_printf(
					  "<w:docGrid w:type=\"lines\" w:linePitch=\"%d\"/>",
					  page->line_pitch)
				    : g_strdup("");
	g_autofree char *document = g_strdup_printf(XML
	    "<w:document " W " " R "><w:body>%s<w:sectPr>"
	    "<w:footerReference w:type=\"default\" r:id=\"rId3\"/>"
	    "<w:footerReference w:type=\"even\" r:id=\"rId4\"/>"
	    "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"%d\" w:right=\"%d\" "
	    "w:bottom=\"%d\" "
	    "w:left=\"%d\" w:header=\"850\" w:footer=\"%d\" w:gutter=\"0\"/>%s</w:sectPr></w:body>"
	    "</w:document>",
	    doc->body->str, page->top, page->right, page->bottom, page->left,
	    page->numbered ? page->bottom - OOXML_MM(7) - 280 : 200, grid);
	const struct zip_part parts[] = {
	    {"[Content_Types].xml", content_types},
	    {"_rels/.rels", package_rels},
	    {"word/document.xml", document},
	    {"word/_rels/document.xml.rels", document_rels},
	    {"word/styles.xml", styles},
	    {"word/settings.xml", settings},
	    {"word/footer1.xml", odd},
	    {"word/footer2.xml", even},
	};

	return zip_pack(parts, G_N_ELEMENTS(parts), err);
}
