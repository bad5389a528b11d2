using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Practices.Contracts;

/// <summary>Reads practices, within the scope of the context that is handed in: a practice outside it is as good as not there.</summary>
public interface IPractices
{
    /// <param name="number">The dialled number, E.164.</param>
    Task<PracticeProfile?> FindByLineAsync(CallCenterDbContext db, string number, CancellationToken cancel);

    Task<PracticeProfile?> GetAsync(CallCenterDbContext db, string practiceId, CancellationToken cancel);

    /// <summary>As <see cref="FindByLineAsync"/>, from memory: a change made by another host shows within <see cref="OldestKnown"/>.</summary>
    ValueTask<PracticeProfile?> KnownByLineAsync(PracticeScope scope, string number, CancellationToken cancel);

    /// <summary>As <see cref="GetAsync"/>, from memory; see <see cref="KnownByLineAsync"/>.</summary>
    ValueTask<PracticeProfile?> KnownAsync(PracticeScope scope, string practiceId, CancellationToken cancel);

    /// <summary>How old at most what is known from memory may be.</summary>
    static readonly TimeSpan OldestKnown = TimeSpan.FromSeconds(5);

    /// <summary>Every practice in scope, by name.</summary>
    Task<IReadOnlyList<PracticeProfile>> AllAsync(CallCenterDbContext db, CancellationToken cancel);
}

/// <summary>A slice's part of the demo world. All parts are written in one transaction, on the first start in Development.</summary>
public interface IDemoPart
{
    /// <summary>Practices 0, patients 10, staff 20; a part that builds on these takes a higher number.</summary>
    int Order { get; }

    Task PlantAsync(UnitOfWork work, CancellationToken cancel);
}
