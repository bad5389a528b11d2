using CallCenter.Agent.Protocols;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Api.Commands;

/// <summary><c>protocols graph</c>: a ladder as a Mermaid diagram, and as the sheet the medical director signs.</summary>
internal static class GraphCommand
{
    public static async Task<int> RunAsync(Arguments arguments, TextWriter output)
    {
        if (arguments.Words is not [var id]) throw new UsageException("Name one protocol: protocols graph chest-pain.");
        var folder = arguments.Options["path"].FirstOrDefault() is { } path ? Arguments.Folder(path) : Arguments.Nearest();
        if (ProtocolCommands.Package(folder, output, arguments.Json) is not { } package) return 1;
        if (package.FindProtocol(id) is not { } protocol)
            throw new UsageException($"There is no protocol '{id}'; there are: {string.Join(", ", package.Protocols.Select(p => p.Id).Order(StringComparer.Ordinal))}.");
        var mermaid = LadderDiagram.Of(package, protocol);
        var html = arguments.Options["html"].FirstOrDefault();
        if (html is not null) await RazorPage.WriteAsync(html, await SheetAsync(package, protocol));
        if (arguments.Json) CommandLine.WriteJson(output, new { protocol.Id, protocol.Version, protocol.Digest, Mermaid = mermaid, Html = html });
        else output.WriteLine(mermaid);
        return 0;
    }

    private static async Task<string> SheetAsync(TriagePackage package, Protocol protocol) => "<!DOCTYPE html>\n" + await RazorPage.RenderAsync<SignatureSheet>(
        new Dictionary<string, object?> { [nameof(SignatureSheet.Package)] = package, [nameof(SignatureSheet.Protocol)] = protocol }) + "\n";
}
