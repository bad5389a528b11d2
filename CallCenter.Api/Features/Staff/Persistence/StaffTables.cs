using CallCenter.Api.Features.Staff.Domain;
using CallCenter.Api.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Features.Staff.Persistence;

internal sealed class StaffMemberTable : IEntityTypeConfiguration<StaffMember>
{
    public void Configure(EntityTypeBuilder<StaffMember> staff)
    {
        staff.ToTable("Staff");
        staff.Property(x => x.Id).ValueGeneratedNever();
        staff.Property(s => s.Name).HasMaxLength(160);
        staff.Property(s => s.Credential).HasMaxLength(20);
        staff.Property(s => s.Role).HasMaxLength(40);
        staff.HasOne<Account>().WithOne().HasForeignKey<StaffMember>(s => s.Id);
        staff.HasMany(s => s.Licences).WithOne().HasForeignKey(l => l.StaffId);
        staff.HasMany(s => s.Practices).WithOne().HasForeignKey(p => p.StaffId);
        staff.HasMany(s => s.Languages).WithOne().HasForeignKey(l => l.StaffId);
        staff.HasMany(s => s.Skills).WithOne().HasForeignKey(l => l.StaffId);
    }
}

internal sealed class LicenceTable : IEntityTypeConfiguration<Licence>
{
    public void Configure(EntityTypeBuilder<Licence> licence)
    {
        licence.ToTable("Licences");
        licence.HasKey(l => new { l.StaffId, l.State });
        licence.Property(l => l.State).HasMaxLength(2);
    }
}

internal sealed class StaffPracticeTable : IEntityTypeConfiguration<StaffPractice>
{
    public void Configure(EntityTypeBuilder<StaffPractice> membership)
    {
        membership.ToTable("StaffPractices");
        membership.HasKey(m => new { m.StaffId, m.PracticeId });
        membership.Property(m => m.PracticeId).HasMaxLength(40);
        membership.HasIndex(m => m.PracticeId);
    }
}

internal sealed class StaffLanguageTable : IEntityTypeConfiguration<StaffLanguage>
{
    public void Configure(EntityTypeBuilder<StaffLanguage> language)
    {
        language.ToTable("StaffLanguages");
        language.HasKey(l => new { l.StaffId, l.Language });
        language.Property(l => l.Language).HasMaxLength(20);
    }
}

internal sealed class StaffSkillTable : IEntityTypeConfiguration<StaffSkill>
{
    public void Configure(EntityTypeBuilder<StaffSkill> skill)
    {
        skill.ToTable("StaffSkills");
        skill.HasKey(s => new { s.StaffId, s.Skill });
        skill.Property(s => s.Skill).HasMaxLength(40);
    }
}

internal sealed class ClinicianPinTable : IEntityTypeConfiguration<ClinicianPin>
{
    public void Configure(EntityTypeBuilder<ClinicianPin> pin)
    {
        pin.ToTable("ClinicianPins");
        pin.HasKey(p => new { p.PracticeId, p.ContactId });
        pin.Property(p => p.PracticeId).HasMaxLength(40);
        pin.Property(p => p.ContactId).HasMaxLength(60);
        pin.Property(p => p.Hash).HasMaxLength(200);
    }
}

internal sealed class DevelopmentSettingTable : IEntityTypeConfiguration<DevelopmentSetting>
{
    public void Configure(EntityTypeBuilder<DevelopmentSetting> setting)
    {
        setting.ToTable("DevelopmentSettings");
        setting.HasKey(s => s.Name);
        setting.Property(s => s.Name).HasMaxLength(60);
        setting.Property(s => s.Value).HasMaxLength(200);
    }
}
