using System.Net;
using CallCenter.Agent.PracticeFiles;
using CallCenter.Agent.Wire;

namespace CallCenter.Api.Commands;

/// <summary>A simulated escalation as a page that can be printed: who is asked when, drawn and in words, as the console shows it.</summary>
internal static class SimulationPage
{
    private const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}table{border-collapse:collapse}
        th,td{text-align:left;padding:.25rem .75rem;border-bottom:1px solid #767676;vertical-align:top}.right{text-align:right}.nowrap{white-space:nowrap}
        .timeline{width:100%;border:1px solid #767676}.timeline text{font-size:15px}.timeline .minute,.timeline .due{font-size:13px;text-anchor:middle}.timeline .at{text-anchor:middle;font-size:18px}
        .tick{stroke:#c8c8c8}.lane{stroke:#c8c8c8;stroke-width:2}.deadline{stroke:#b3261e;stroke-width:2;stroke-dasharray:6 4}.due,.declined{fill:#b3261e}.taken{fill:#1b6e3c;font-weight:700}
        """;

    public static async Task<string> OfAsync(string heading, FileSimulated played)
    {
        var body = await RazorPage.RenderAsync<SimulatedView>(new Dictionary<string, object?> { [nameof(SimulatedView.Is)] = played });
        var title = WebUtility.HtmlEncode(heading);
        return $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\n<style>{Style}</style></head>\n<body><main><h1>{title}</h1>\n{body}\n</main></body></html>\n";
    }
}
