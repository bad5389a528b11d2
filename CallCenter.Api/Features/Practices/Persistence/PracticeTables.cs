using CallCenter.Api.Features.Practices.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Features.Practices.Persistence;

internal sealed class PracticeTable : IEntityTypeConfiguration<Practice>
{
    public const int IdLength = 40;

    public void Configure(EntityTypeBuilder<Practice> practice)
    {
        practice.ToTable("Practices");
        practice.HasKey(p => p.PracticeId);
        practice.Property(p => p.PracticeId).HasMaxLength(IdLength);
        practice.Property(p => p.Name).HasMaxLength(120);
        practice.Property(p => p.TimeZone).HasMaxLength(60);
        practice.Property(p => p.GreetingEnglish).HasMaxLength(600);
        practice.Property(p => p.GreetingSpanish).HasMaxLength(600);
        practice.Property(p => p.Directions).HasMaxLength(2000);
        practice.Property(p => p.FhirBaseUrl).HasMaxLength(300);
        practice.Property(p => p.MrnSystem).HasMaxLength(200);
        practice.Property(p => p.DocumentSystem).HasMaxLength(200);
        practice.Property(p => p.OfficeNumber).HasMaxLength(16);
        practice.Property(p => p.Skill).HasMaxLength(40);
        practice.HasMany(p => p.Holidays).WithOne().HasForeignKey(h => h.PracticeId);
        practice.HasMany(p => p.Hours).WithOne().HasForeignKey(h => h.PracticeId);
        practice.HasMany(p => p.Lines).WithOne().HasForeignKey(l => l.PracticeId);
    }
}

internal sealed class OpeningHoursTable : IEntityTypeConfiguration<OpeningHours>
{
    public void Configure(EntityTypeBuilder<OpeningHours> hours)
    {
        hours.ToTable("OpeningHours");
        hours.Property(h => h.Id).ValueGeneratedNever();
    }
}

internal sealed class HolidayTable : IEntityTypeConfiguration<Holiday>
{
    public void Configure(EntityTypeBuilder<Holiday> holiday)
    {
        holiday.ToTable("Holidays");
        holiday.HasKey(h => new { h.PracticeId, h.Date });
    }
}

internal sealed class LineTable : IEntityTypeConfiguration<Line>
{
    public void Configure(EntityTypeBuilder<Line> line)
    {
        line.ToTable("Lines");
        line.HasKey(l => l.Number);
        line.Property(l => l.Number).HasMaxLength(16);
    }
}
