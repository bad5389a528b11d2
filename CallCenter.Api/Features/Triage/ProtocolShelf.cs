using System.Collections.Concurrent;
using CallCenter.Api.Features.Triage.Persistence;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Triage.Loading;
using CallCenter.Protocols.Triage.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Triage;

/// <summary>
/// The triage packages: the one in service, read from the protocols folder at start, and every pinned one. A bad file stops the
/// start with its findings; a package once in service is kept in the database for the calls that are on it.
/// </summary>
public sealed class ProtocolShelf(ProtocolFolder folder, CommandWriter writer, IHostEnvironment environment, ILogger<ProtocolShelf> log) : IHostedService
{
    private readonly ConcurrentDictionary<string, TriagePackage> _byDigest = new(StringComparer.Ordinal);
    private TriagePackage? _inService;

    public TriagePackage InService => _inService ?? throw new InvalidOperationException("The protocols are not loaded yet.");

    /// <summary>Drafts are for Development; a real call needs a named approver of exactly these bytes.</summary>
    public bool MayBeUsed(TriagePackage package, string protocolId, DateOnly today) =>
        environment.IsDevelopment() || package.UsableOutsideDevelopment(protocolId, today);

    public async Task<TriagePackage?> FindAsync(CallCenterDbContext db, string digest, CancellationToken cancel)
    {
        if (_byDigest.TryGetValue(digest, out var known)) return known;
        return await db.Set<PinnedPackage>().AsNoTracking().FirstOrDefaultAsync(p => p.Digest == digest, cancel) is { } pinned
            ? _byDigest.GetOrAdd(digest, TriagePackageJson.Read(pinned.Json))
            : null;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var loaded = TriageLoader.Load(folder.Read());
        if (loaded.Package is not { } package)
            throw new InvalidOperationException($"The protocols in '{folder.Path}' cannot be used:{Environment.NewLine}{string.Join(Environment.NewLine, loaded.Findings)}");
        _byDigest[package.Digest] = package;
        _inService = package;
        await writer.RunAsync(PracticeScope.Everything(ScopeBypass.StartUp), (work, c) => PinAsync(work, package, c), cancellationToken);
        var drafts = package.Protocols.Count(p => !package.UsableOutsideDevelopment(p.Id));
        log.LogInformation("Protocols in service: {Count}, of them {Drafts} drafts without an approval; package {Digest}", package.Protocols.Count, drafts, package.Digest[..12]);
        if (drafts > 0 && !environment.IsDevelopment())
            log.LogWarning("{Drafts} protocols have no named approver and are refused on calls", drafts);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task PinAsync(UnitOfWork work, TriagePackage package, CancellationToken cancel)
    {
        if (await work.Set<PinnedPackage>().AnyAsync(p => p.Digest == package.Digest, cancel)) return;
        work.Set<PinnedPackage>().Add(new PinnedPackage { Digest = package.Digest, Json = TriagePackageJson.Write(package), InServiceFrom = work.Now });
    }
}
