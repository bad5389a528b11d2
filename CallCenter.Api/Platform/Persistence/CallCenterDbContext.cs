using System.Linq.Expressions;
using System.Reflection;
using CallCenter.Api.Platform.Security;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CallCenter.Api.Platform.Persistence;

/// <summary>
/// The one model, assembled from the slices' <see cref="IEntityTypeConfiguration{TEntity}"/>s. A slice reads and writes its own
/// tables through <see cref="DbContext.Set{TEntity}()"/>; there are no public sets. Two thin types exist only for the two sets of migrations.
/// </summary>
public abstract class CallCenterDbContext(DbContextOptions options)
    : IdentityUserContext<Account, Guid>(options), IDataProtectionKeyContext
{
    public const string PracticeFilter = "practice";

    private PracticeScope _scope = PracticeScope.Of([]);

    /// <summary>Until a scope is set, nothing of any practice is visible.</summary>
    public PracticeScope Scope
    {
        get => _scope;
        set
        {
            _scope = value;
            FilterOff = value.Bypass is not null;
            VisiblePractices = [.. value.Practices];
        }
    }

    // Query filters read these two through the context, so that one compiled model serves every scope.
    private bool FilterOff { get; set; }

    private string[] VisiblePractices { get; set; } = [];

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(CallCenterDbContext).Assembly);
        var filter = typeof(CallCenterDbContext).GetMethod(nameof(FilterByPractice), BindingFlags.Instance | BindingFlags.NonPublic)!;
        foreach (var type in builder.Model.GetEntityTypes().Where(t => typeof(IBelongsToPractice).IsAssignableFrom(t.ClrType)).ToList())
            filter.MakeGenericMethod(type.ClrType).Invoke(this, [builder]);
    }

    // Called by reflection, once per entity that belongs to a practice.
    private void FilterByPractice<T>(ModelBuilder builder) where T : class, IBelongsToPractice
    {
        Expression<Func<T, bool>> visible = row => FilterOff || VisiblePractices.Contains(row.PracticeId);
        builder.Entity<T>().HasQueryFilter(PracticeFilter, visible);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite cannot order DateTimeOffset: instants are UTC ticks in 64 bits on both databases.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    private sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(
        instant => instant.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

public sealed class SqliteCallCenterDbContext(DbContextOptions<SqliteCallCenterDbContext> options) : CallCenterDbContext(options);

public sealed class SqlServerCallCenterDbContext(DbContextOptions<SqlServerCallCenterDbContext> options) : CallCenterDbContext(options);
