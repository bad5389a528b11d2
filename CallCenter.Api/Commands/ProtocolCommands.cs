using CallCenter.Protocols.Triage.Checking;
using CallCenter.Protocols.Triage.Loading;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Api.Commands;

internal static class ProtocolCommands
{
    public static int Verify(Arguments arguments, TimeProvider clock, TextWriter output)
    {
        var verification = TriageVerifier.Verify(Files(arguments.Folder()), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        if (arguments.Json)
            CommandLine.WriteJson(output, new { verification.IsSound, Digest = verification.Package?.Digest, Protocols = verification.Package?.Protocols.Count ?? 0, verification.Findings });
        else
            Say(verification, output);
        return verification.Findings.Any(f => f.Severity is Severity.Error) ? 1 : 0;
    }

    public static int Test(Arguments arguments, TextWriter output)
    {
        var loaded = TriageLoader.Load(Files(arguments.Folder()));
        if (loaded.Package is not { } package)
        {
            foreach (var finding in loaded.Findings) output.WriteLine(finding);
            return 1;
        }

        var runs = package.Protocols.SelectMany(p => ProtocolTestRun.Run(package, p).Select(r => (Protocol: p.Id, Result: r))).ToList();
        var failed = runs.Where(r => !r.Result.Passed).ToList();
        if (arguments.Json) CommandLine.WriteJson(output, runs.Select(r => new { r.Protocol, r.Result.Test.Name, r.Result.Passed }));
        else
        {
            foreach (var (protocol, result) in failed) output.WriteLine($"{protocol}: '{result.Test.Name}' expects {result.Test.Expect} and gets {result.Result}");
            output.WriteLine($"{runs.Count - failed.Count} passed, {failed.Count} failed");
        }

        return failed.Count > 0 ? 1 : 0;
    }

    private static void Say(Verification verification, TextWriter output)
    {
        foreach (var finding in verification.Findings) output.WriteLine(finding);
        var (errors, approvals) = (verification.Findings.Count(f => f.Severity is Severity.Error), verification.Findings.Count(f => f.Severity is Severity.Approval));
        output.WriteLine($"{verification.Package?.Protocols.Count ?? 0} protocols, {errors} errors, {approvals} to be accepted by a clinician, "
            + $"{verification.Findings.Count - errors - approvals} warnings");
    }

    private static Dictionary<string, string> Files(DirectoryInfo folder) =>
        folder.EnumerateFiles("*.yaml", SearchOption.AllDirectories).ToDictionary(
            f => Path.GetRelativePath(folder.FullName, f.FullName).Replace('\\', '/'), f => File.ReadAllText(f.FullName), StringComparer.Ordinal);
}
