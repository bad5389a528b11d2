using CallCenter.Protocols.Triage.Checking;
using CallCenter.Protocols.Triage.Loading;
using CallCenter.Protocols.Triage.Model;
using CallCenter.Protocols.Triage.Versioning;

namespace CallCenter.Api.Features.Triage.Publishing;

/// <summary>What the folder held when it was last read, and how far it has been judged.</summary>
/// <param name="Package">Null: the folder has errors and is no package.</param>
/// <param name="IsVerified">Every check has run; before that the findings are only the loader's.</param>
/// <param name="Against">The package in service that <paramref name="Comparison"/> compares with.</param>
internal sealed record FolderReading(
    DateTimeOffset ReadAt, TriagePackage? Package, IReadOnlyList<Finding> Findings, bool IsVerified, string? Against = null, ComparisonResult? Comparison = null)
{
    public IEnumerable<Finding> Errors => Findings.Where(f => f.Severity is Severity.Error);

    public bool HasErrors => Package is null || Errors.Any();

    public static FolderReading Load(ProtocolFolder folder, DateTimeOffset now)
    {
        try
        {
            var loaded = TriageLoader.Load(folder.Read());
            return new(now, loaded.Package, loaded.Findings, IsVerified: loaded.Package is null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(now, null, [new Finding("E00", "", 1, 1, "The folder cannot be read", "A file is locked, gone or not permitted", "Look at the folder and its permissions")], IsVerified: true);
        }
    }

    /// <summary>Load → verify (the embedded tests among it) → compare. Takes seconds of a processor.</summary>
    public FolderReading Judge(ProtocolFolder folder, TriagePackage inService)
    {
        if (Package is null) return this;
        if (IsVerified) return With(this, inService);
        try
        {
            var verified = TriageVerifier.Verify(folder.Read(), DateOnly.FromDateTime(ReadAt.UtcDateTime));
            // Written to meanwhile: the next look reads it again.
            return verified.Package?.Digest == Package.Digest ? With(this with { Findings = verified.Findings, IsVerified = true }, inService) : this;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return this;
        }
    }

    private static FolderReading With(FolderReading reading, TriagePackage inService) => reading.Against == inService.Digest || reading.Package is null
        ? reading
        : reading with { Against = inService.Digest, Comparison = TriageComparison.Compare(inService, reading.Package) };
}
