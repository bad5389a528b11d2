using System.Globalization;
using System.Text;

namespace CallCenter.Api.Commands;

/// <summary>A drill as a page that can be printed: the figures as a table, the service level by staffing as an SVG chart.</summary>
internal static class DrillPage
{
    private const int Width = 720, Height = 260, Foot = 220, Top = 20;

    public static string Of(DrillReport report)
    {
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Staffing drill</title>\n<style>body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}"
            + "table{border-collapse:collapse}th,td{text-align:right;padding:.25rem .75rem;border-bottom:1px solid #767676}th:first-child{text-align:left}svg{max-width:100%;height:auto}</style></head>\n<body><main>\n");
        var plan = report.Plan;
        page.Append(CultureInfo.InvariantCulture, $"<h1>Staffing drill</h1>\n<p>{plan.Nurses} nurses, {plan.CallsPerHour} calls an hour, handled in {plan.Handling.TotalSeconds} s on average; {(plan.Patience is { } p ? $"callers hang up after {p.TotalSeconds} s on average (Erlang A)" : "nobody hangs up (Erlang C)")}.</p>\n");
        Figures(page, report);
        page.Append("<h2>Answered in time, by the number of nurses</h2>\n");
        Chart(page, report);
        page.Append(CultureInfo.InvariantCulture, $"<p><strong>{report.Goal} needs {report.Needed} nurses.</strong></p>\n</main></body></html>\n");
        return page.ToString();
    }

    private static void Figures(StringBuilder page, DrillReport report)
    {
        if (report is not { Theory: { } theory, Drill: { } drill })
        {
            page.Append("<p>More work than these nurses can do: the queue grows without end.</p>\n");
            return;
        }

        page.Append("<table><thead><tr><th scope=\"col\">Figure</th><th scope=\"col\">theory</th><th scope=\"col\">drill</th><th scope=\"col\">± error</th></tr></thead><tbody>\n");
        foreach (var (name, of, unit) in DrillReport.Figures(report.Plan))
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{name}</th><td>{DrillCommand.Written(of(theory), unit)}</td><td>{DrillCommand.Written(of(drill.Measured), unit)}</td><td>{DrillCommand.Written(of(drill.Errors), unit)}</td></tr>\n");
        page.Append("</tbody></table>\n");
    }

    private static void Chart(StringBuilder page, DrillReport report)
    {
        var levels = report.Levels;
        var step = (double)(Width - 60) / levels.Count;
        double Up(double share) => Foot - share * (Foot - Top);
        page.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"Share of callers answered in time, by the number of nurses; {report.Needed} are needed\" font-size=\"13\" font-family=\"system-ui,sans-serif\">\n");
        for (var i = 0; i < levels.Count; i++)
        {
            var (nurses, answered) = levels[i];
            var (left, middle) = (50 + i * step, 50 + i * step + step / 2);
            var colour = nurses == report.Plan.Nurses ? "#1f4e79" : nurses >= report.Needed ? "#2f7d4f" : "#8a8a8a";
            page.Append(CultureInfo.InvariantCulture, $"<rect x=\"{left + step * 0.1:0.#}\" y=\"{Up(answered):0.#}\" width=\"{step * 0.8:0.#}\" height=\"{Foot - Up(answered):0.#}\" fill=\"{colour}\"/>\n");
            page.Append(CultureInfo.InvariantCulture, $"<text x=\"{middle:0.#}\" y=\"{Foot + 18}\" text-anchor=\"middle\">{nurses}</text><text x=\"{middle:0.#}\" y=\"{Up(answered) - 4:0.#}\" text-anchor=\"middle\">{answered * 100:0}</text>\n");
        }

        page.Append(CultureInfo.InvariantCulture, $"<line x1=\"50\" x2=\"{Width - 10}\" y1=\"{Up(report.Target):0.#}\" y2=\"{Up(report.Target):0.#}\" stroke=\"#000\" stroke-dasharray=\"6 4\"/><text x=\"46\" y=\"{Up(report.Target) + 4:0.#}\" text-anchor=\"end\">{report.Target * 100:0.#} %</text>\n");
        page.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width / 2}\" y=\"{Height - 4}\" text-anchor=\"middle\">nurses (dark blue: the staffing asked about)</text>\n</svg>\n");
    }
}
