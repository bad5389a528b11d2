using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Practices.Domain;
using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Practices.Persistence;

internal sealed class PracticeReader(KnownPractices known) : IPractices
{
    public async ValueTask<PracticeProfile?> KnownByLineAsync(PracticeScope scope, string number, CancellationToken cancel) =>
        (await known.AllAsync(ReadAsync, cancel)).ByLine.GetValueOrDefault(number) is { } practice && scope.Allows(practice.Id) ? practice : null;

    public async ValueTask<PracticeProfile?> KnownAsync(PracticeScope scope, string practiceId, CancellationToken cancel) =>
        scope.Allows(practiceId) ? (await known.AllAsync(ReadAsync, cancel)).ById.GetValueOrDefault(practiceId) : null;

    public async Task<PracticeProfile?> FindByLineAsync(CallCenterDbContext db, string number, CancellationToken cancel)
    {
        var practice = await Whole(db).FirstOrDefaultAsync(p => p.Lines.Any(l => l.Number == number), cancel);
        return practice is null ? null : Profile(practice);
    }

    public async Task<PracticeProfile?> GetAsync(CallCenterDbContext db, string practiceId, CancellationToken cancel)
    {
        var practice = await Whole(db).FirstOrDefaultAsync(p => p.PracticeId == practiceId, cancel);
        return practice is null ? null : Profile(practice);
    }

    public async Task<IReadOnlyList<PracticeProfile>> AllAsync(CallCenterDbContext db, CancellationToken cancel) =>
        [.. (await Whole(db).OrderBy(p => p.Name).ToListAsync(cancel)).Select(Profile)];

    private Task<IReadOnlyList<PracticeProfile>> ReadAsync(CallCenterDbContext db, CancellationToken cancel) => AllAsync(db, cancel);

    private static IQueryable<Practice> Whole(CallCenterDbContext db) =>
        db.Set<Practice>().AsNoTracking().Include(p => p.Hours).Include(p => p.Lines).Include(p => p.Holidays).AsSplitQuery();

    private static PracticeProfile Profile(Practice p) => new(
        p.PracticeId, p.Name, p.TimeZone, p.GreetingEnglish, p.GreetingSpanish, p.AlwaysOn, p.Directions,
        [.. p.Hours.OrderBy(h => h.Day).ThenBy(h => h.Opens).Select(h => new OpenHours(h.Day, h.Opens, h.Closes))],
        [.. p.Lines.Select(l => l.Number).Order(StringComparer.Ordinal)],
        new EhrRoute(p.FhirBaseUrl, p.MrnSystem, p.DocumentSystem))
    {
        Holidays = [.. p.Holidays.OrderBy(h => h.Date).Select(h => new HolidayHours(h.Date, h.Opens, h.Closes))],
        OfficeNumber = p.OfficeNumber, OfficeRings = TimeSpan.FromSeconds(p.OverflowSeconds ?? 60), Skill = p.Skill,
    };
}
