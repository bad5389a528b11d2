using System.Collections.Concurrent;
using CallCenter.Api.Features.Triage.Persistence;
using CallCenter.Api.Features.Triage.Publishing;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Triage.Checking;
using CallCenter.Protocols.Triage.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Triage;

/// <summary>
/// The triage packages: the one in service — the last that was published and not recalled — and every pinned one. The database is the
/// truth; what is held here is swapped as one reference when somebody has published or recalled. The folder is only a candidate
/// (<see cref="CandidateDesk"/>), except on the very first start.
/// </summary>
public sealed class ProtocolShelf(
    ProtocolFolder folder, Database database, CommandWriter writer, TimeProvider clock, IHostEnvironment environment, ILogger<ProtocolShelf> log) : IHostedService
{
    private static readonly PracticeScope Scope = PracticeScope.Everything(ScopeBypass.StartUp);

    private readonly ConcurrentDictionary<string, TriagePackage> _byDigest = new(StringComparer.Ordinal);
    private Service? _service;

    public TriagePackage InService => Now.Package;

    /// <summary>What the folder holds now, so that it can be looked at before it is published.</summary>
    internal TriagePackage? Candidate { get; set; }

    internal Service Now => _service ?? throw new InvalidOperationException("The protocols are not loaded yet.");

    /// <summary>Why a package was recalled; null while it was not.</summary>
    public string? WhyRecalled(string digest) => Now.Recalled.GetValueOrDefault(digest);

    /// <summary>Drafts are for Development; a real call needs a named approver of exactly these bytes.</summary>
    public bool MayBeUsed(TriagePackage package, string protocolId, DateOnly today) =>
        environment.IsDevelopment() || package.UsableOutsideDevelopment(protocolId, today, Now.ApprovalsFor(package.Digest));

    public async Task<TriagePackage?> FindAsync(CallCenterDbContext db, string digest, CancellationToken cancel)
    {
        if (_byDigest.TryGetValue(digest, out var known)) return known;
        if (Candidate is { } candidate && candidate.Digest == digest) return candidate;
        return await db.Set<PinnedPackage>().AsNoTracking().FirstOrDefaultAsync(p => p.Digest == digest, cancel) is { } pinned
            ? _byDigest.GetOrAdd(digest, TriagePackageJson.Read(pinned.Json))
            : null;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await ReadAsync(cancellationToken)) await PublishFirstAsync(cancellationToken);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var drafts = InService.Protocols.Count(p => !InService.UsableOutsideDevelopment(p.Id, today, Now.ApprovalsFor(InService.Digest)));
        log.LogInformation("Protocols in service: {Count}, of them {Drafts} drafts without an approval; package {Digest}", InService.Protocols.Count, drafts, InService.Digest[..12]);
        if (drafts > 0 && !environment.IsDevelopment())
            log.LogWarning("{Drafts} protocols have no named approver and are refused on calls", drafts);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes over what this or another host has published or recalled.</summary>
    /// <returns>True when something is in service; whether it is another package than before is for the caller to compare.</returns>
    internal async Task<bool> ReadAsync(CancellationToken cancel)
    {
        await using var db = database.Read(Scope);
        var publications = await db.Set<Publication>().OrderByDescending(p => p.Number).Select(p => new { p.Number, p.Digest, p.At, p.Approver }).ToListAsync(cancel);
        if (publications.Count == 0) return false;
        var recalled = await db.Set<PinnedPackage>().Where(p => p.RecalledAt != null).ToDictionaryAsync(p => p.Digest, p => p.RecallReason ?? "", cancel);
        // When every package was recalled the last one stays, under its banner: a nurse with a flagged script is safer off than one without.
        var serving = publications.Find(p => !recalled.ContainsKey(p.Digest)) ?? publications[0];
        var digestOf = publications.ToDictionary(p => p.Number, p => p.Digest);
        var approvals = await db.Set<RecordedApproval>().OrderBy(a => a.Publication).ToListAsync(cancel);
        var package = await FindAsync(db, serving.Digest, cancel) ?? throw new InvalidOperationException($"Package {serving.Digest} was published and is not stored.");
        _byDigest[package.Digest] = package;
        _service = new Service(package, serving.Number, publications[0].Number, serving.At, serving.Approver, recalled, [.. approvals.Select(a => (digestOf[a.Publication], a.AsApproval()))]);
        return true;
    }

    /// <summary>Nothing was ever published here: a sound folder goes into service as it is. Without one there is nothing to serve with.</summary>
    private async Task PublishFirstAsync(CancellationToken cancel)
    {
        var package = await BeforePublishingAsync(cancel) ?? SoundFolder();
        _byDigest[package.Digest] = package;
        try
        {
            await writer.RunAtStartAsync(Scope, (work, c) => FirstAsync(work, package, c), cancel);
        }
        catch (DbUpdateException)
        {
            log.LogInformation("Another host made the first publication");
        }

        if (!await ReadAsync(cancel)) throw new InvalidOperationException("The first publication was stored and cannot be read back.");
    }

    /// <summary>An installation older than publishing: the package its last calls were on stays in service.</summary>
    private async Task<TriagePackage?> BeforePublishingAsync(CancellationToken cancel)
    {
        await using var db = database.Read(Scope);
        return await db.Set<PinnedPackage>().OrderByDescending(p => p.InServiceFrom).Select(p => p.Json).FirstOrDefaultAsync(cancel) is { } json ? TriagePackageJson.Read(json) : null;
    }

    private TriagePackage SoundFolder()
    {
        // The random callers of the full verification prove the engine, not this folder; they run with the first candidate.
        var verified = TriageVerifier.Verify(folder.Read(), new VerifierInput { AsOf = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), Callers = 0 });
        if (!verified.IsSound || verified.Package is not { } package)
            throw new InvalidOperationException($"The protocols in '{folder.Path}' cannot be used, and no package was published before:"
                + $"{Environment.NewLine}{string.Join(Environment.NewLine, verified.Findings.Where(f => f.Severity is Severity.Error))}");
        return package;
    }

    private static async Task FirstAsync(UnitOfWork work, TriagePackage package, CancellationToken cancel)
    {
        // Another host may have been first.
        if (await work.Set<Publication>().AnyAsync(cancel)) return;
        await PinAsync(work, package, cancel);
        work.Set<Publication>().Add(new Publication { Number = 1, Digest = package.Digest, At = work.Now, RecordJson = PublicationRecord.First.Write() });
    }

    /// <summary>Keeps a package for every call that will be on it.</summary>
    internal static async Task PinAsync(UnitOfWork work, TriagePackage package, CancellationToken cancel)
    {
        if (await work.Set<PinnedPackage>().AnyAsync(p => p.Digest == package.Digest, cancel)) return;
        work.Set<PinnedPackage>().Add(new PinnedPackage { Digest = package.Digest, Json = TriagePackageJson.Write(package), InServiceFrom = work.Now });
    }

    /// <summary>What the database said at one moment.</summary>
    /// <param name="Newest">The newest publication's number: after a recall not the one that serves.</param>
    /// <param name="Recalled">Reason by package digest.</param>
    /// <param name="Approvals">Recorded with the publication of the package they are named beside.</param>
    internal sealed record Service(
        TriagePackage Package, int Number, int Newest, DateTimeOffset Since, string? Approver,
        IReadOnlyDictionary<string, string> Recalled, IReadOnlyList<(string Package, Approval Approval)> Approvals)
    {
        public bool IsRecalled => Recalled.ContainsKey(Package.Digest);

        /// <summary>A recall takes back what was approved with it, except for the calls that are on that very package and go on.</summary>
        public IReadOnlyList<Approval> ApprovalsFor(string package) =>
            [.. Approvals.Where(a => a.Package == package || !Recalled.ContainsKey(a.Package)).Select(a => a.Approval)];

        public bool SameAs(Service other) => Newest == other.Newest && Recalled.Count == other.Recalled.Count;
    }
}
