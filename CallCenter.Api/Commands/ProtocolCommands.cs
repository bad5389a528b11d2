using CallCenter.Api.Features.Triage;
using CallCenter.Protocols.Triage.Checking;
using CallCenter.Protocols.Triage.Loading;
using CallCenter.Protocols.Triage.Model;
using CallCenter.Protocols.Triage.Versioning;

namespace CallCenter.Api.Commands;

/// <summary>What a clinician or a build asks about text files alone.</summary>
internal static class ProtocolCommands
{
    public static int Verify(Arguments arguments, TimeProvider clock, TextWriter output)
    {
        var verification = TriageVerifier.Verify(Files(arguments.Folder()), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var approved = arguments.Options["approved"].FirstOrDefault() is { } old ? Package(Arguments.Folder(old), output, arguments.Json) : null;
        if (arguments.Options.Contains("approved") && approved is null) return 1;
        var compared = approved is not null && verification.Package is { } candidate ? TriageComparison.Compare(approved, candidate) : null;
        if (arguments.Json)
            CommandLine.WriteJson(output, new
            {
                verification.IsSound, Digest = verification.Package?.Digest, Protocols = verification.Package?.Protocols.Count ?? 0, verification.Findings,
                Lowerings = compared?.Lowerings.Select(Shape), compared?.Rewordings,
            });
        else
            Say(verification, compared, output);
        return verification.Findings.Any(f => f.Severity is Severity.Error) || compared is { Lowerings.Count: > 0 } ? 1 : 0;
    }

    public static int Diff(Arguments arguments, TextWriter output)
    {
        if (arguments.Words is not [var old, var @new]) throw new UsageException("Name two folders: protocols diff OLD NEW.");
        if (Package(Arguments.Folder(old), output, arguments.Json) is not { } approved || Package(Arguments.Folder(@new), output, arguments.Json) is not { } candidate) return 1;
        var compared = TriageComparison.Compare(approved, candidate);
        if (arguments.Json) CommandLine.WriteJson(output, new { Old = approved.Digest, New = candidate.Digest, Lowerings = compared.Lowerings.Select(Shape), compared.Rewordings, compared.Added });
        else
        {
            Say(compared, output);
            foreach (var added in compared.Added) output.WriteLine($"New protocol: {added}");
            output.WriteLine($"{compared.Lowerings.Count} lowerings, {compared.Rewordings.Count} wordings changed, {compared.Added.Count} protocols added");
        }

        return compared.Lowerings.Count > 0 ? 1 : 0;
    }

    public static int Test(Arguments arguments, TextWriter output)
    {
        if (Package(arguments.Folder(), output, arguments.Json) is not { } package) return 1;
        var runs = package.Protocols.SelectMany(p => ProtocolTestRun.Run(package, p).Select(r => (Protocol: p.Id, Result: r))).ToList();
        var failed = runs.Where(r => !r.Result.Passed).ToList();
        if (arguments.Json) CommandLine.WriteJson(output, runs.Select(r => new { r.Protocol, r.Result.Test.Name, r.Result.Test.Expect, r.Result.Result, r.Result.Passed }));
        else
        {
            foreach (var (protocol, result) in failed) output.WriteLine($"{protocol}: '{result.Test.Name}' expects {result.Test.Expect} and gets {result.Result}");
            output.WriteLine($"{runs.Count - failed.Count} passed, {failed.Count} failed");
        }

        return failed.Count > 0 ? 1 : 0;
    }

    /// <summary>The package of a folder; null after its findings have been told.</summary>
    public static TriagePackage? Package(DirectoryInfo folder, TextWriter output, bool json)
    {
        var loaded = TriageLoader.Load(Files(folder));
        if (loaded.Package is not null) return loaded.Package;
        if (json) CommandLine.WriteJson(output, new { IsSound = false, loaded.Findings });
        else
            foreach (var finding in loaded.Findings) output.WriteLine(finding);
        return null;
    }

    private static void Say(Verification verification, ComparisonResult? compared, TextWriter output)
    {
        foreach (var finding in verification.Findings) output.WriteLine(finding);
        if (compared is not null) Say(compared, output);
        var (errors, approvals) = (verification.Findings.Count(f => f.Severity is Severity.Error), verification.Findings.Count(f => f.Severity is Severity.Approval));
        output.WriteLine($"{verification.Package?.Protocols.Count ?? 0} protocols, {errors} errors, {approvals + (compared?.Lowerings.Count ?? 0)} to be accepted by a clinician, "
            + $"{verification.Findings.Count - errors - approvals} warnings");
    }

    private static void Say(ComparisonResult compared, TextWriter output)
    {
        foreach (var lowering in compared.Lowerings) output.WriteLine(lowering);
        foreach (var r in compared.Rewordings) output.WriteLine($"A31 {r.ProtocolId}/{r.QuestionId} ({r.Language}): \"{r.Was}\" → \"{r.Is}\"");
    }

    private static object Shape(Lowering l) => new { l.ProtocolId, l.RuleId, l.What, l.When, Answer = l.Answer?.ToString().ToLowerInvariant(), l.From, l.To };

    private static IReadOnlyDictionary<string, string> Files(DirectoryInfo folder) => new ProtocolFolder(folder.FullName).Read();
}
