"""Abbreviations behind whose stop a sentence goes on, in Norwegian, Danish, Swedish and English; small letters."""

from __future__ import annotations

INNER = frozenset(
    """
    adm adr al alm ang anm approx apr art arts aug avd b.la b.nr bd bet bil bl bl.a bl.annet bnr ca cf ch cirka
    co corp d.d d.v.s dec dept des dir dr dvs e.g e.kr eg eks ekskl em enl est ev evt ex f f.eks f.kr f.n f.o.m
    f.t f.v.t f.ö feb fg fig fm forts fr fr.o.m g.nr gj.sn gnr h.h.v henv hhv hr i.e i.h.t ibid ie iht ill inc
    incl inkl innb inst intern jan jf jfr jmf jul jun jämf kap kgl kl komm kommunstyr kst l.nr ltd m.a.o m.h.p
    m.h.t maks max mdl med.m mgl mht milj mill min mn mr mrd mrs ms mtp mv.s no nos nov nr nrs oct off ofl okt
    oppl org.nr orig osv.s p p.g.a par para pct pga pgf pkt pkte pp prof prop punkt red ref reg regs resp rt s
    s.k s.nr sch sec sect sek sep sept sml st stk stk.nr str subs subsec sv t.d t.eks t.ex t.o.m tab tel telef
    tlf tom tr u.a utg v v.g vedk vedr viz vol vs
    """.split()  # noqa: SIM905
)
CLOSING = frozenset(
    """
    a.m a.s al as co dec e.a e.kr e.l e.lign el el.l etc f.kr ff fl flg inc kr ltd m.fl m.m m.v mfl mill mm mrd
    mv mån o.a o.l o.lign o.s.b o.s.v ol osb osv p.m pst s.k sep st stk
    """.split()  # noqa: SIM905
)
"""Those that may be a sentence's last word: a capital behind one begins a new sentence."""
MONTHS = frozenset(
    """
    april august augusti december desember februar februari february januar januari january juli july june juni
    mai maj march mars may november october oktober september
    """.split()  # noqa: SIM905
)
